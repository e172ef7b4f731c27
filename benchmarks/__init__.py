"""Measurements that people run on their own machine; no test depends on them."""
