"""The language server for rule files: what an editor shows while a rule is being written.

`desk` holds the open texts and knows what is wrong with them, `place` finds where in a text the cursor stands, also in
one that is half written; `hover`, `offers`, `origin` and `outline` answer about that place. All of them speak in
characters and plain values. Only `server` knows the protocol and the library for it.
"""
