"""The search index of a registry, derived from its files. Other rooms import api, cache, query_*, entry_checks only."""
