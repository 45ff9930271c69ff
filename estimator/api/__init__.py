"""The JSON API: estimates for programs, in the same server as the pages."""
