"""The edge: answers published pages from memory, and passes the rest on to the services.

It owns no facts but who has a console session, in a small database of its own that published pages never wait for;
the console's tokens are known to it alone (`console_room.py`). It reads the site store (host files, manifests,
blobs), hears `PagesPublished` to know when to read again, and works on from memory when store, bus, database or
services are gone. Its maps are `routes.py` (which service answers what is not published) and `center.py` (what an
address of a privacy center means).
"""
