"""Nobody runs the bench each day: that it still begins is asked here, not what it measures."""

from benchmarks import stores


def test_the_bench_can_be_begun():
    with stores.an_app("sqlite") as (app, settle):
        assert app.view_functions
        settle()
