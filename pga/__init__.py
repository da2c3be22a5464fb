"""The house of PGA: rooms on floors, and imports only go down.

9  roof        app, cli, demo
8  upstairs    worklist, oversight, reports, help
7  rooms       signals (before there is a case), and below it, which knows nothing of it:
               cases (groups comes beside it; the two never meet)
6  doors       dossiers: what any dossier has, whatever it is about
5  register    partners, settings, letters
4  people      accounts
3  cellar      privacy, web
2  cellar      access
1  ground      core

Start reading at ``cases/rules/moves.py``; one request's way is in ``docs/architecture.md``.
"""
