"""The website: chat, guide pages and the HTTP interface, over one assistant that follows the guides folder."""
