"""Reads and writes Parquet files chunk by chunk; columns keep their types."""

from collections.abc import Iterator
from typing import IO

import pyarrow as pa
import pyarrow.parquet as pq

from estimator.lists.files.chunks import Chunk, rows_at_once
from estimator.lists.layout.names import unique_names
from estimator.lists.layout.table import check_number


def read_parquet(file: pq.ParquetFile) -> Iterator[Chunk]:
    """The rows in batches, each column under a name of its own. The header is not a line: the first
    row is number 1."""
    schema = file.schema_arrow
    check_number(len(schema))
    names = unique_names([name.strip() for name in schema.names])
    yield Chunk(schema.empty_table().rename_columns(names))
    line = 1
    for batch in file.iter_batches(batch_size=rows_at_once(len(names)), use_threads=False):
        rows = pa.Table.from_batches([batch]).rename_columns(names)
        yield Chunk(rows, lines=range(line, line + len(batch)))
        line += len(batch)


class ParquetFileWriter:
    """Writes rows with the schema of the first ones."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.writer: pq.ParquetWriter | None = None

    def ready(self, rows: pa.Table) -> pa.Table:
        """Rows as they are."""
        return rows

    def write(self, ready: pa.Table) -> None:
        """Adds rows."""
        if self.writer is None:
            self.writer = pq.ParquetWriter(self.stream, ready.schema)
        self.writer.write_table(ready.cast(self.writer.schema))

    def close(self) -> None:
        """Writes the footer."""
        if self.writer:
            self.writer.close()

    def drop(self) -> None:
        """Arrow lets go by itself."""
