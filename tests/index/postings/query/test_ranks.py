"""Bits tell which documents a term has, and in which rows."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.postings.query.ranks import Bits
from index.postings.query.workspace import Scratch


@given(st.integers(1, 300), st.data())
def test_documents_have_the_rows_that_they_have_in_the_list(size: int, data: st.DataObject) -> None:
    some = st.sets(st.integers(0, size - 1)).map(sorted)
    known, asked = data.draw(some), data.draw(some)
    documents, wanted = np.array(known, np.int32), np.array(asked, np.int32)
    scratch = Scratch(size)
    for _ in range(2):
        bits = Bits(Bits.made(documents, scratch))
        assert bits.there(wanted).tolist() == [each in known for each in asked]
        assert bits.rows(documents).tolist() == list(range(len(known)))
        both = sorted({*known} & {*asked})
        assert bits.rows(np.array(both, np.int32)).tolist() == [known.index(each) for each in both]
