package network.reuse.refurb.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import network.reuse.contracts.MediumKind;
import network.reuse.contracts.NormalForm;
import network.reuse.contracts.Refusal;
import network.reuse.contracts.SerialNumber;
import network.reuse.defaults.caller.Fingerprinted;
import network.reuse.defaults.keys.FingerprintedStream;
import network.reuse.defaults.keys.Sha256;
import network.reuse.refurb.domain.Inventory;
import network.reuse.refurb.domain.Inventory.Battery;
import network.reuse.refurb.domain.Inventory.Drive;
import network.reuse.refurb.domain.Inventory.Processor;
import org.jspecify.annotations.Nullable;

/**
 * What {@code lshw -json} wrote of a machine: a tree of nodes, each of a class. What is read of it is its processors, memory,
 * batteries and built-in drives; what comes by USB is none of the machine's.
 */
public final class LshwReport implements Fingerprinted {
    static final String TYPE = "application/vnd.lshw+json";

    private static final int MOST_BYTES = 1024 * 1024;
    private static final int DEEPEST = 40;
    private static final int MOST_NODES = 5_000;
    private static final int LONGEST_TEXT = 200;
    private static final long MOST_CAPACITY = 1_000_000_000_000_000L;

    /** How lshw tells that a disk turns. */
    private static final Pattern TURNS = Pattern.compile("\\d+ ?rpm", Pattern.CASE_INSENSITIVE);

    private final String fingerprint;
    private final byte[] bytes;
    private final ObjectMapper json;

    private LshwReport(String fingerprint, byte[] bytes, ObjectMapper json) {
        this.fingerprint = fingerprint;
        this.bytes = bytes;
        this.json = json;
    }

    static LshwReport read(FingerprintedStream body, ObjectMapper json) throws IOException {
        byte[] bytes = body.readNBytes(MOST_BYTES + 1);
        return new LshwReport(body.fingerprint(), bytes, json);
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    /** What it says; refused where lshw does not write so. */
    Inventory inventory() {
        if (bytes.length > MOST_BYTES) {
            throw Refusal.invalid(
                    "/",
                    "too_large",
                    "Un inventaire de lshw fait 1 Mio au plus.",
                    "An inventory of lshw has at most 1 MiB.");
        }
        JsonNode machine = machine();
        Reader reader = new Reader();
        reader.node(machine, null, "", 0);
        return reader.inventory(machine, HexFormat.of().formatHex(Sha256.of(bytes)));
    }

    /** The tree of the machine, alone or in a list of one. */
    private JsonNode machine() {
        JsonNode tree;
        try {
            tree = json.readTree(bytes);
        } catch (IOException broken) {
            throw unreadable("");
        }
        JsonNode machine = tree != null && tree.isArray() && tree.size() == 1 ? tree.get(0) : tree;
        if (machine == null
                || !machine.isObject()
                || !"system".equals(machine.path("class").asText())) {
            throw unreadable("/class");
        }
        return machine;
    }

    private static Refusal unreadable(String pointer) {
        return Refusal.invalid(
                pointer.isEmpty() ? "/" : pointer,
                "inventory_unreadable",
                "Ce n'est pas ce que « lshw -json » écrit d'une machine entière.",
                "This is not what \"lshw -json\" writes of a whole machine.");
    }

    /** Collects what the nodes of the tree say. */
    private static final class Reader {
        private final List<Processor> processors = new ArrayList<>();
        private final List<Drive> drives = new ArrayList<>();
        private final List<Battery> batteries = new ArrayList<>();
        private @Nullable Long memory;
        private int nodes;

        void node(JsonNode node, @Nullable JsonNode parent, String pointer, int depth) {
            if (!node.isObject() || depth > DEEPEST || ++nodes > MOST_NODES) {
                throw unreadable(pointer);
            }
            switch (node.path("class").asText()) {
                case "processor" -> processor(node);
                case "memory" -> memory(node);
                case "disk" -> drive(node, parent, pointer);
                case "power" -> battery(node);
                default -> {}
            }
            JsonNode children = node.path("children");
            for (int i = 0; i < children.size(); i++) {
                node(children.get(i), node, pointer + "/children/" + i, depth + 1);
            }
        }

        Inventory inventory(JsonNode machine, String evidence) {
            String serial = text(machine, "serial");
            return new Inventory(
                    text(machine, "vendor"),
                    text(machine, "product"),
                    serial == null || SerialNumber.fault(serial, "").isPresent() ? null : serial,
                    processors,
                    memory,
                    drives,
                    batteries,
                    evidence);
        }

        private void processor(JsonNode node) {
            String model = text(node, "product");
            // A socket that is empty is listed as well.
            if (model != null && !node.path("disabled").asBoolean()) {
                JsonNode configuration = node.path("configuration");
                processors.add(new Processor(model, number(configuration, "cores"), number(configuration, "threads")));
            }
        }

        private void memory(JsonNode node) {
            String id = node.path("id").asText();
            if ((id.equals("memory") || id.startsWith("memory:"))
                    && node.path("size").isIntegralNumber()) {
                long bytes = node.path("size").asLong();
                if (bytes > 0 && bytes <= MOST_CAPACITY) {
                    memory = (memory == null ? 0 : memory) + bytes;
                }
            }
        }

        private void battery(JsonNode node) {
            if (node.path("id").asText().startsWith("battery")) {
                String units = node.path("units").asText();
                batteries.add(
                        new Battery(text(node, "product"), units.equals("mWh") ? number(node, "capacity") : null));
            }
        }

        private void drive(JsonNode node, @Nullable JsonNode parent, String pointer) {
            JsonNode size = node.path("size");
            String bus = node.path("businfo").asText();
            if (!size.isIntegralNumber() || node.path("id").asText().startsWith("cdrom") || bus.startsWith("usb")) {
                return;
            }
            long bytes = size.asLong();
            if (bytes <= 0 || bytes > MOST_CAPACITY) {
                throw unreadable(pointer + "/size");
            }
            String serial = serial(node);
            String model = text(node, "product");
            // The namespace of an NVMe drive leaves both to the controller above it.
            if (parent != null && parent.path("class").asText().equals("storage")) {
                serial = serial == null ? serial(parent) : serial;
                model = model == null ? text(parent, "product") : model;
            }
            drives.add(new Drive(model, serial, kind(node, parent), bytes));
        }

        private static @Nullable String serial(JsonNode node) {
            String serial = text(node, "serial");
            return serial == null || SerialNumber.fault(serial, "").isPresent() ? null : serial;
        }

        /** Where lshw does not say that it turns, it is taken for an SSD, of which more is asked. */
        private static MediumKind kind(JsonNode node, @Nullable JsonNode parent) {
            String said = (node.path("description").asText() + " " + node.path("logicalname") + " "
                            + (parent == null ? "" : parent.path("id").asText()))
                    .toLowerCase(Locale.ROOT);
            if (said.contains("nvme")) {
                return MediumKind.NVME;
            }
            if (said.contains("mmc")) {
                return MediumKind.EMMC;
            }
            return TURNS.matcher(node.path("capabilities").toString()).find() ? MediumKind.HDD : MediumKind.SSD;
        }

        private static @Nullable Integer number(JsonNode node, String name) {
            JsonNode said = node.path(name);
            try {
                int number = said.isTextual() ? Integer.parseInt(said.asText()) : said.asInt();
                return number > 0 ? (Integer) number : null;
            } catch (NumberFormatException none) {
                return null;
            }
        }

        /** What is written under this name; nothing where no text of it can be kept. */
        private static @Nullable String text(JsonNode node, String name) {
            String said = node.path(name).asText();
            if (said.isBlank() || NormalForm.fault(said, "").isPresent()) {
                return null;
            }
            String kept = NormalForm.of(said, "");
            return kept.length() > LONGEST_TEXT ? null : kept;
        }
    }
}
