"""The files of figures that a page names are those there are, though none is made ready for it."""

from __future__ import annotations

from oba.site.open_files import KINDS, curve_files, files_of
from oba.site.pages import Site
from oba.site.views import found_of
from oba.tasks.opendata import address_of


def test_a_page_names_the_files_there_are_of_its_indicator_and_no_other(site: Site) -> None:
    files, seen = files_of(site), set()
    for one in found_of(site).book.indicators:
        named = curve_files(site, one.key)
        assert named == tuple(each for kind in KINDS if (each := address_of(one.key, kind)) in files)
        assert all(files[each].media_type == KINDS[each.rpartition(".")[2]] for each in named)
        assert {files[each].title for each in named} == {one.title}
        seen.add(len(named))
    assert seen == {2, 3}


def test_a_page_with_figures_needs_no_file_to_be_made_ready(site: Site) -> None:
    fresh = Site(site.store, site.today, site.facts)
    assert len(curve_files(fresh, "injury_admissions")) == len(KINDS)
    assert "open files" not in fresh._kept
