"""The preview: old beside new, page by page."""
