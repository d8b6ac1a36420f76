"""The counsellors' side of the website, `/staff`: an application of its own behind a login."""
