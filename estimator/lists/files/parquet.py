"""Reads and writes Parquet files chunk by chunk; columns keep their types."""

from collections.abc import Iterator
from typing import IO

import pyarrow as pa
import pyarrow.parquet as pq

from estimator.lists.files.chunks import Chunk, rows_at_once


def read_parquet(file: pq.ParquetFile) -> Iterator[Chunk]:
    """The rows in batches. The header is not a line: the first row is number 1."""
    names = file.schema_arrow
    yield Chunk(names.empty_table())
    line = 1
    for batch in file.iter_batches(batch_size=rows_at_once(len(names)), use_threads=False):
        yield Chunk(pa.Table.from_batches([batch]), lines=range(line, line + len(batch)))
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
