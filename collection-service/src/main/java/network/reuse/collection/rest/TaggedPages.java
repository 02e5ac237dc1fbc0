package network.reuse.collection.rest;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDNumberTreeNode;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkInfo;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDParentTreeValue;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureTreeRoot;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.StandardStructureTypes;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

/** The logical structure of a PDF while its pages are drawn: sections of figures and paragraphs, in reading order (ISO 32000-1, 14.8). */
final class TaggedPages {
    private final PDStructureTreeRoot root = new PDStructureTreeRoot();
    private final PDStructureElement whole = new PDStructureElement(StandardStructureTypes.DOCUMENT, root);
    private final Map<Integer, PDParentTreeValue> parents = new HashMap<>();

    /** Makes the document a tagged one in this language, with a title that viewers show. */
    TaggedPages(PDDocument document, String language, String title) {
        PDDocumentCatalog catalog = document.getDocumentCatalog();
        catalog.setLanguage(language);
        PDMarkInfo mark = new PDMarkInfo();
        mark.setMarked(true);
        catalog.setMarkInfo(mark);
        catalog.setStructureTreeRoot(root);
        PDViewerPreferences viewer = new PDViewerPreferences(new COSDictionary());
        viewer.setDisplayDocTitle(true);
        // Else what is printed is a little smaller than the labels are.
        viewer.setPrintScaling(PDViewerPreferences.PRINT_SCALING.None);
        catalog.setViewerPreferences(viewer);
        document.getDocumentInformation().setTitle(title);
        root.appendKid(whole);
    }

    /** Draws something. */
    interface Drawing {
        void draw() throws IOException;
    }

    /** A page whose content is about to be drawn. */
    Page page(PDPage page, PDPageContentStream content) {
        int key = parents.size();
        COSArray ofPage = new COSArray();
        parents.put(key, new PDParentTreeValue(ofPage));
        page.setStructParents(key);
        return new Page(page, content, ofPage);
    }

    /** Writes down which content belongs to what; to be called when all pages are drawn. */
    void finish() {
        PDNumberTreeNode tree = new PDNumberTreeNode(PDParentTreeValue.class);
        tree.setNumbers(parents);
        root.setParentTree(tree);
        root.setParentTreeNextKey(parents.size());
    }

    /** The structure of one page's content. */
    final class Page {
        private final PDPage page;
        private final PDPageContentStream content;
        private final COSArray ofPage;

        private Page(PDPage page, PDPageContentStream content, COSArray ofPage) {
            this.page = page;
            this.content = content;
            this.ofPage = ofPage;
        }

        /** A part of the document that belongs together. */
        Section section() {
            PDStructureElement section = new PDStructureElement(StandardStructureTypes.SECT, whole);
            whole.appendKid(section);
            return new Section(section);
        }

        /** A section of this page. */
        final class Section {
            private final PDStructureElement section;

            private Section(PDStructureElement section) {
                this.section = section;
            }

            /** A picture, and what it says to whoever does not see it. */
            void figure(String alternative, Drawing drawing) throws IOException {
                PDStructureElement figure = element(StandardStructureTypes.Figure);
                figure.setAlternateDescription(alternative);
                mark(figure, drawing);
            }

            void paragraph(Drawing drawing) throws IOException {
                mark(element(StandardStructureTypes.P), drawing);
            }

            private PDStructureElement element(String type) {
                PDStructureElement element = new PDStructureElement(type, section);
                element.setPage(page);
                section.appendKid(element);
                return element;
            }

            private void mark(PDStructureElement element, Drawing drawing) throws IOException {
                int id = ofPage.size();
                ofPage.add(element.getCOSObject());
                element.appendKid(id);
                content.beginMarkedContent(COSName.getPDFName(element.getStructureType()), id);
                drawing.draw();
                content.endMarkedContent();
            }
        }
    }
}
