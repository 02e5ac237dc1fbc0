package network.reuse.collection.rest;

/** What labels are printed on; lengths are in millimetres. */
public enum LabelFormat {
    /** Sheets of A4 with 24 labels of 70 by 37 mm, three in a row and half a millimetre above the first. */
    SHEET_24(210, 297, 3, 8, 70, 37, 0.5, 5),
    /** A roll of 62 mm, on which each label is a page 29 mm long. */
    ROLL_62(62, 29, 1, 1, 62, 29, 0, 2.5);

    private final double pageWidth;
    private final double pageHeight;
    private final int columns;
    private final int rows;
    private final double labelWidth;
    private final double labelHeight;
    private final double top;
    private final double padding;

    LabelFormat(
            double pageWidth,
            double pageHeight,
            int columns,
            int rows,
            double labelWidth,
            double labelHeight,
            double top,
            double padding) {
        this.pageWidth = pageWidth;
        this.pageHeight = pageHeight;
        this.columns = columns;
        this.rows = rows;
        this.labelWidth = labelWidth;
        this.labelHeight = labelHeight;
        this.top = top;
        this.padding = padding;
    }

    /** Where a label stands: its page, from 0 on, and its upper left corner on it. */
    record Place(int page, double left, double top) {}

    double pageWidth() {
        return pageWidth;
    }

    double pageHeight() {
        return pageHeight;
    }

    double labelWidth() {
        return labelWidth;
    }

    double labelHeight() {
        return labelHeight;
    }

    /** How much of each of a label's edges stays free, as printers leave the edges of their paper. */
    double padding() {
        return padding;
    }

    /** How many labels a page has. */
    int labels() {
        return columns * rows;
    }

    /** Where the label of this index stands, row by row, when the first one is at that position of its page, from 1 on. */
    Place place(int index, int start) {
        int position = index + start - 1;
        int onPage = position % labels();
        int row = onPage / columns;
        int column = onPage % columns;
        return new Place(position / labels(), column * labelWidth, top + row * labelHeight);
    }
}
