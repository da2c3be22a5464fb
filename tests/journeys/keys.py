"""The keyboard and nothing else."""


class Keys:
    """Work a page with the keyboard and nothing else."""

    def __init__(self, page):
        self.page, self.keyboard = page, page.keyboard

    def to(self, selector):
        """Go on with Tab until the focus is there."""
        for _ in range(150):
            here = "s => document.activeElement.matches(s)"
            if self.page.evaluate(here, selector):
                return self
            self.keyboard.press("Tab")
        raise AssertionError(f"Tab never comes at {selector}")

    def choose(self, name, value):
        """Choose one of a few with the arrows."""
        self.to(f'[name="{name}"]')
        wanted = f'[name="{name}"][value="{value}"]'
        for _ in range(8):
            if self.page.evaluate("s => document.activeElement.matches(s)", wanted):
                break
            self.keyboard.press("ArrowDown")
        else:
            raise AssertionError(f"the arrows never come at {value}")
        if not self.page.is_checked(wanted):
            self.keyboard.press("Space")
        assert self.page.is_checked(wanted)
        return self

    def answer(self, fields):
        for name, value in fields.items():
            for one in value if isinstance(value, list) else [value]:
                self._one(name, one)
        return self

    def _one(self, name, value):
        kind = self.page.locator(f'[name="{name}"]').first.evaluate("f => f.type")
        if kind == "radio":
            self.choose(name, value)
        elif kind == "checkbox":
            self.to(f'[name="{name}"][value="{value}"]')
            self.keyboard.press("Space")
        else:
            self.to(f'[name="{name}"]')
            self.keyboard.type(value)

    def enter(self, selector):
        self.to(selector)
        with self.page.expect_navigation():
            self.keyboard.press("Enter")
        return self

    def press(self, name):
        """Press what bears this name, a button or a link, and wait for the page that comes."""
        named = r"""n => {
            const here = document.activeElement;
            const said = here.textContent.replace(/\s+/g, ' ');
            return here.matches('a[href], button') && said.includes(n);
        }"""
        for _ in range(150):
            if self.page.evaluate(named, name):
                break
            self.keyboard.press("Tab")
        else:
            raise AssertionError(f"Tab never comes at {name}")
        with self.page.expect_navigation():
            self.keyboard.press("Enter")
        return self
