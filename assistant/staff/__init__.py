"""Counsellors' accounts: who may log in, kept in a file beside the key that signs their sessions."""
