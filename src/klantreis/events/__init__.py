"""What an event is: readers per format, column recognition, bad rows, identity, filters, import."""

from klantreis.events.attributes import Attribute, attributes
from klantreis.events.customers import Event, activities, customer_events, erase_customer, head
from klantreis.events.importer import read
from klantreis.events.options import ImportOptions, ImportReport
from klantreis.events.recognise import Column, Preview, recognise
from klantreis.events.refresh import refresh
from klantreis.events.rejected import rejected_rows
from klantreis.events.sources import Source, remove_source, sources
from klantreis.events.store import counts, open_store, version

__all__ = [
    "Attribute",
    "Column",
    "Event",
    "ImportOptions",
    "ImportReport",
    "Preview",
    "Source",
    "activities",
    "attributes",
    "counts",
    "customer_events",
    "erase_customer",
    "head",
    "open_store",
    "read",
    "recognise",
    "refresh",
    "rejected_rows",
    "remove_source",
    "sources",
    "version",
]
