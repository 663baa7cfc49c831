"""The smallest module with the kit: one page, as the tutorial writes it."""

from courant_kit import App, Caller, Nothing, Page

app = App(__name__, "Kit")
HTML = "<h1>Kit</h1>" + "<p>A paragraph of a page.</p>" * 40


@app.page("kitmodule/")
def index(caller: Caller, request: Nothing) -> Page:
    return Page(title="Kit", html=HTML, canonical="/kitmodule/")


@app.page("kitmodule/at-once/")
async def at_once(caller: Caller, request: Nothing) -> Page:
    return Page(title="Kit", html=HTML, canonical="/kitmodule/at-once/")


if __name__ == "__main__":
    app.run()
