package network.reuse.defaults.document;

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
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.PDTableAttributeObject;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.StandardStructureTypes;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

/**
 * The logical structure of a PDF while its pages are drawn, in reading order (ISO 32000-1, 14.8): elements within each other, and which
 * content of which page belongs to them. What is no content, such as lines and page numbers, is an artifact.
 */
public final class TaggedPages {
    private final PDStructureTreeRoot root = new PDStructureTreeRoot();
    private final PDStructureElement whole = new PDStructureElement(StandardStructureTypes.DOCUMENT, root);
    private final Map<Integer, PDParentTreeValue> parents = new HashMap<>();

    /** Makes the document a tagged one in this language, with a title that viewers show. */
    public TaggedPages(PDDocument document, String language, String title) {
        PDDocumentCatalog catalog = document.getDocumentCatalog();
        catalog.setLanguage(language);
        PDMarkInfo mark = new PDMarkInfo();
        mark.setMarked(true);
        catalog.setMarkInfo(mark);
        catalog.setStructureTreeRoot(root);
        PDViewerPreferences viewer = new PDViewerPreferences(new COSDictionary());
        viewer.setDisplayDocTitle(true);
        catalog.setViewerPreferences(viewer);
        document.getDocumentInformation().setTitle(title);
        root.appendKid(whole);
    }

    /** Draws something. */
    public interface Drawing {
        /** Draws it, on the page that it was made for. */
        void draw() throws IOException;
    }

    /** A page whose content is about to be drawn. */
    public Page page(PDPage page, PDPageContentStream content) {
        int key = parents.size();
        COSArray ofPage = new COSArray();
        parents.put(key, new PDParentTreeValue(ofPage));
        page.setStructParents(key);
        return new Page(page, content, ofPage);
    }

    /** Writes down which content belongs to what; to be called when all pages are drawn. */
    public void finish() {
        PDNumberTreeNode tree = new PDNumberTreeNode(PDParentTreeValue.class);
        tree.setNumbers(parents);
        root.setParentTree(tree);
        root.setParentTreeNextKey(parents.size());
    }

    /** The next part of the document, of this standard structure type. */
    Element element(String type) {
        PDStructureElement element = new PDStructureElement(type, whole);
        whole.appendKid(element);
        return new Element(element);
    }

    /** A part of the document, which has parts of its own or content of one page. */
    static final class Element {
        private final PDStructureElement structure;

        private Element(PDStructureElement structure) {
            this.structure = structure;
        }

        /** The next part within it. */
        Element element(String type) {
            PDStructureElement inner = new PDStructureElement(type, structure);
            structure.appendKid(inner);
            return new Element(inner);
        }

        /** Says that it is the heading of a column. */
        Element ofColumn() {
            PDTableAttributeObject attributes = new PDTableAttributeObject();
            attributes.setScope(PDTableAttributeObject.SCOPE_COLUMN);
            structure.addAttribute(attributes);
            return this;
        }

        /** Says what it is to whoever does not see it. */
        Element saying(String alternative) {
            structure.setAlternateDescription(alternative);
            return this;
        }
    }

    /** The structure of one page's content. */
    public final class Page {
        private final PDPage page;
        private final PDPageContentStream content;
        private final COSArray ofPage;

        private Page(PDPage page, PDPageContentStream content, COSArray ofPage) {
            this.page = page;
            this.content = content;
            this.ofPage = ofPage;
        }

        /** A part of the document that belongs together. */
        public Section section() {
            return new Section(element(StandardStructureTypes.SECT));
        }

        /** What is drawn belongs to this element. */
        void mark(Element element, Drawing drawing) throws IOException {
            int id = ofPage.size();
            ofPage.add(element.structure.getCOSObject());
            element.structure.setPage(page);
            element.structure.appendKid(id);
            content.beginMarkedContent(COSName.getPDFName(element.structure.getStructureType()), id);
            drawing.draw();
            content.endMarkedContent();
        }

        /** What is drawn is there for the eye alone. */
        void artifact(Drawing drawing) throws IOException {
            content.beginMarkedContent(COSName.ARTIFACT);
            drawing.draw();
            content.endMarkedContent();
        }

        /** A section of this page. */
        public final class Section {
            private final Element section;

            private Section(Element section) {
                this.section = section;
            }

            /** A picture, and what it says to whoever does not see it. */
            public void figure(String alternative, Drawing drawing) throws IOException {
                mark(section.element(StandardStructureTypes.Figure).saying(alternative), drawing);
            }

            /** Lines that belong together. */
            public void paragraph(Drawing drawing) throws IOException {
                mark(section.element(StandardStructureTypes.P), drawing);
            }
        }
    }
}
