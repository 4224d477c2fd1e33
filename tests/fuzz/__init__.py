"""Texts that nobody writes, read: made of real words by Hypothesis and by a fuzzer that is led by coverage."""
