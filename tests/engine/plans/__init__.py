"""Plans of several courses: oracle, properties, and plans reckoned by hand."""
