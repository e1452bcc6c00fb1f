"""Settings of the site. What is its own stands at the end."""

# Put the address of the new site here before you build it, such as "https://blog.example".
SITEURL = ""

PATH = "content"
ARTICLE_PATHS = ["posts"]
PAGE_PATHS = ["pages", "home"]
STATIC_PATHS = ["files"]
EXTRA_PATH_METADATA = {"home/index.md": {"save_as": "index.html", "url": ""}}
FILENAME_METADATA = ""
# New versions of what you have changed lie beside it, until you have dealt with them.
IGNORE_FILES = ["**/.*", "*.new", "*.new-[0-9]*"]
USE_FOLDER_AS_CATEGORY = False
DEFAULT_CATEGORY = "-"  # that of posts without one; it is not shown
DELETE_OUTPUT_DIRECTORY = True

# To use another theme, put its folder, or its name, here.
THEME = "themes/plain"
DEFAULT_DATE_FORMAT = "%Y-%m-%d"
TIMEZONE = "UTC"  # posts tell their own

PLUGIN_PATHS = ["plugins"]
PLUGINS = ["pelican.plugins.yaml_metadata", "moved"]

# The plug-in `moved` adds what CommonMark has and Python-Markdown has not.
MARKDOWN = {
    "extensions": [
        "markdown.extensions.fenced_code",
        "markdown.extensions.md_in_html",
        "markdown.extensions.sane_lists",
        "markdown.extensions.tables",
    ],
    "output_format": "html",
}

ARTICLE_URL = ARTICLE_LANG_URL = "posts/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_LANG_SAVE_AS = "posts/{slug}/index.html"
PAGE_URL = PAGE_LANG_URL = "{slug}/"
PAGE_SAVE_AS = PAGE_LANG_SAVE_AS = "{slug}/index.html"
# Drafts are not built. To see them, put "drafts/{slug}/index.html" here.
DRAFT_SAVE_AS = DRAFT_LANG_SAVE_AS = ""
DRAFT_PAGE_SAVE_AS = DRAFT_PAGE_LANG_SAVE_AS = ""
ARCHIVES_URL = "posts/"
ARCHIVES_SAVE_AS = "posts/index.html"
CATEGORY_URL = "category/{slug}/"
CATEGORY_SAVE_AS = "category/{slug}/index.html"
TAG_URL = "tag/{slug}/"
TAG_SAVE_AS = "tag/{slug}/index.html"
AUTHOR_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "archives"]

RSS_FEED_SUMMARY_ONLY = False
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
