/** How files of rows are read: CSV, XLSX workbooks and NDJSON, each row on its own. */
@NullMarked
package network.reuse.defaults.rows;

import org.jspecify.annotations.NullMarked;
