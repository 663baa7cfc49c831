"""A scheduled post is published once, also if its minute comes while the blog is dead."""

from datetime import UTC, datetime, timedelta

from tests.site import Site


def test_a_post_that_is_due_while_the_blog_is_dead_is_published_once(site: Site) -> None:
    with site.operator() as operator:
        published = operator.subscribe("courant.blog.post.published")
        due = datetime.now(UTC) + timedelta(seconds=3)
        number = operator.call(
            "courant.blog.post.save", title="The lamp is lit at dusk", text="Words.", state="scheduled",
            date=due.isoformat(),
        )["id"]  # fmt: skip
        site.kill("blog")
        fields = {"id": 0}
        while fields["id"] != number:
            _, fields, _ = operator.next_event(published, timeout=60)
        status, html = site.fetch(str(fields["path"]))
        assert (status, "The lamp is lit at dusk" in html) == (200, True)
        log = operator.call("courant.blog.event.since", after=0, things=[f"post-{number}"])
        topics = [one["topic"] for one in log["events"]]
        assert topics.count("courant.blog.post.published") == 1
