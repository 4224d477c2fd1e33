"""The brokers that Tocsin can run by itself, and how their processes are kept from outliving it."""
