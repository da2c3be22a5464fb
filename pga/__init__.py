"""The house of PGA: rooms on floors, and imports only go down.

8  roof        app, cli, demo
7  upstairs    worklist, oversight, reports, help
6  dossiers    cases (groups comes beside it; the two never meet)
5  register    partners, settings
4  people      accounts
3  cellar      privacy, web
2  cellar      access
1  ground      core

Start reading at ``cases/rules/workflow.py``; one request's way is in ``docs/architecture.md``.
"""
