"""The data package: what it holds, where it is served, what its documentation says."""
