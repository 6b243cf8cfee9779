"""The search of the database at hand that also asks the compiler of Elasticsearch whether it could answer.

The database answers more than other engines do: any order, any column. Named in `WAGTAILSEARCH_BACKENDS`.
"""

from modelsearch.backends.database import SearchBackend as DatabaseSearch
from modelsearch.backends.elasticsearchbase import (
    ElasticsearchBaseAutocompleteQueryCompiler,
    ElasticsearchBaseSearchQueryCompiler,
)

asked = []
"""The querysets that were searched."""


def strict(compiler, other):
    class Strict(compiler):
        def check(self):
            asked.append(self.queryset)
            super().check()
            theirs = other(self.queryset, self.query, fields=self.fields, order_by_relevance=self.order_by_relevance)
            theirs.check()
            # Lookups are translated only here.
            theirs.get_query()
            theirs.get_sort()

    return Strict


def SearchBackend(params):  # noqa: N802 - the name that is looked for
    backend = DatabaseSearch(params)
    kinds = (
        ("query_compiler_class", ElasticsearchBaseSearchQueryCompiler),
        ("autocomplete_query_compiler_class", ElasticsearchBaseAutocompleteQueryCompiler),
    )
    for name, theirs in kinds:
        setattr(backend, name, strict(getattr(backend, name), theirs))
    return backend
