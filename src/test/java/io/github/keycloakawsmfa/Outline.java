package io.github.keycloakawsmfa;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Block;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** What a Markdown page and its translation have in common, section by section. */
final class Outline {

    private static final Parser MARKDOWN =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();

    /** In a shell's commands, up to the line's end. */
    private static final Pattern COMMENT = Pattern.compile("(?m)(?<=^|\\s)# .*$");

    private static final Pattern ALT = Pattern.compile("\\balt=\"[^\"]*\"");

    /** A single digit may be a word in the other language: "two" codes. */
    private static final Pattern NUMBER = Pattern.compile("CVE-\\d+-\\d+|\\d+(?:\\.\\d+)+|\\d{2,}");

    /** The heading as it is written, and each block below it without its words. */
    record Section(String heading, List<String> blocks) {}

    private final List<String> anchors;
    private final List<Section> sections = new ArrayList<>();

    private Outline(List<String> anchors) {
        this.anchors = anchors;
    }

    static List<Section> of(String page) {
        Outline outline = new Outline(LinksTest.anchors(page));
        outline.read(MARKDOWN.parse(page));
        return outline.sections;
    }

    private void read(Node parent) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading) {
                sections.add(new Section("#".repeat(heading.getLevel()) + " " + words(heading), new ArrayList<>()));
            }
            sections.get(sections.size() - 1).blocks().add(describe(node));
            if (holdsBlocks(node)) {
                read(node);
            }
        }
    }

    private String describe(Node block) {
        String name = block.getClass().getSimpleName();
        if (block instanceof FencedCodeBlock code) {
            return name + " " + code.getInfo() + "\n"
                    + COMMENT.matcher(code.getLiteral()).replaceAll("#");
        }
        if (block instanceof HtmlBlock html) {
            return name + " " + ALT.matcher(html.getLiteral()).replaceAll("");
        }
        if (holdsBlocks(block)) {
            return name;
        }
        Marks marks = new Marks();
        block.accept(marks);
        return name + " " + marks.links + " " + marks.others.stream().sorted().toList();
    }

    /** Rows and cells are no blocks to the library. */
    private static boolean holdsBlocks(Node node) {
        return node.getFirstChild() instanceof Block || node.getFirstChild() instanceof CustomNode;
    }

    private static String words(Node block) {
        StringBuilder words = new StringBuilder();
        block.accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                words.append(text.getLiteral());
            }
        });
        return words.toString();
    }

    /** Links in their order; code, numbers and what is bold in any, since a sentence may be turned round. */
    private final class Marks extends AbstractVisitor {

        private final List<String> links = new ArrayList<>();
        private final List<String> others = new ArrayList<>();

        @Override
        public void visit(Link link) {
            String to = link.getDestination();
            links.add(to.startsWith("#") ? "heading " + anchors.indexOf(to.substring(1)) : to);
            visitChildren(link);
        }

        @Override
        public void visit(Image image) {
            links.add(image.getDestination());
        }

        @Override
        public void visit(Code code) {
            others.add("`" + code.getLiteral() + "`");
        }

        @Override
        public void visit(StrongEmphasis strong) {
            others.add("**");
            visitChildren(strong);
        }

        @Override
        public void visit(Text text) {
            NUMBER.matcher(text.getLiteral()).results().map(MatchResult::group).forEach(others::add);
        }
    }
}
