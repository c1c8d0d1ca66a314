"""The preview: a server on this machine, whose pages follow what one writes. `proceedings live`.

    watching -> what has changed
             -> builds -> worker: one build, in a process that was made ready before it was needed
             -> serving -> preview.js in each page: loads it again, and shows problems

It does what sphinx-autobuild does, and with the same libraries: watchfiles, starlette, uvicorn, websockets. That one
starts Python anew for each change, which spends a second on imports before the first page is looked at; what Sphinx
says of a slip it leaves to the terminal; and its script does not come back when the server has been away. What would be
left of it is to put a script into pages.
"""
