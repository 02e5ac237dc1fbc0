package network.reuse.allocation.rest;

import java.util.List;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Fingerprinted;
import network.reuse.defaults.rows.ReadRow;
import network.reuse.defaults.rows.RowFile;

/** A list of requests: what each of its rows says. Shows nothing when it is printed. */
public final class RequestList implements Fingerprinted {
    private final RowFile<RequestColumn> file;

    RequestList(RowFile<RequestColumn> file) {
        this.file = file;
    }

    @Override
    public String fingerprint() {
        return file.fingerprint();
    }

    /** What each row says; refused when the file cannot be read as one. */
    List<ReadRow<RequestColumn>> rows() {
        Refusal refusal = file.refusal();
        if (refusal != null) {
            throw refusal;
        }
        return file.rows();
    }

    /** The columns of the heading that say nothing here. */
    List<String> ignored() {
        return file.ignored();
    }

    @Override
    public String toString() {
        return "RequestList[…]";
    }
}
