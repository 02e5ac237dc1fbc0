package network.reuse.refurb.application;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.reuse.contracts.Decision;
import network.reuse.contracts.RefurbEvent;
import network.reuse.contracts.Refusal;
import network.reuse.defaults.caller.Caller;
import network.reuse.defaults.caller.Command;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.commit.Change;
import network.reuse.defaults.commit.Creation;
import network.reuse.defaults.commit.Plan;
import network.reuse.defaults.commit.Reading;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Unversioned;
import network.reuse.defaults.files.FileKey;
import network.reuse.defaults.files.FileStore;
import network.reuse.defaults.files.FileTable;
import network.reuse.defaults.files.FoundFile;
import network.reuse.defaults.files.IncomingFiles;
import network.reuse.defaults.files.ReceivedFile;
import network.reuse.defaults.files.RetentionClass;
import network.reuse.defaults.files.StoredFile;
import network.reuse.defaults.time.RecordedTime;
import network.reuse.refurb.domain.Pallet;
import network.reuse.refurb.domain.PalletSlip;
import network.reuse.refurb.persistence.Pallets;
import org.jspecify.annotations.Nullable;

/** The documents of a pallet's slip, which workshop and eco-organism add once it has left, and both read. */
@ApplicationScoped
public class KeepPalletSlips {
    private static final String PALLET = "pallet";
    private static final int MOST = RetentionClass.PALLET_SLIP.most();

    private final IncomingFiles incoming;
    private final Reading reading;
    private final FileStore store;

    public KeepPalletSlips(IncomingFiles incoming, Reading reading, FileStore store) {
        this.incoming = incoming;
        this.reading = reading;
        this.store = store;
    }

    /** A pallet and its slips. */
    private record Found(Stored<Pallet> pallet, List<StoredFile> slips) {}

    /** Keeps a document. */
    public Uni<Answer> keep(Command command, UUID palletId, ReceivedFile file, @Nullable Instant occurredAt) {
        RecordedTime time = command.recorded(occurredAt);
        return incoming.writeOne(
                command,
                Unversioned.CREATES,
                file,
                connection -> read(connection, palletId),
                (found, key) -> plan(command, found, key, file, time));
    }

    /** The documents of a pallet's slip, in the order in which they came. */
    public Uni<List<PalletSlipView>> list(Caller caller, UUID palletId) {
        return reading.inTransaction(caller, connection -> read(connection, palletId))
                .map(found -> found.slips().stream().map(PalletSlipView::of).toList());
    }

    /** One of them. */
    public Uni<FoundFile> one(Caller caller, UUID palletId, UUID id) {
        return reading.inTransaction(
                        caller,
                        connection -> Pallets.TABLE
                                .require(connection, palletId)
                                .compose(_ -> FileTable.one(connection, PALLET, palletId, id)))
                .chain(file -> FoundFile.in(store, file));
    }

    private static Future<Found> read(SqlConnection connection, UUID palletId) {
        Future<Stored<Pallet>> pallet = Pallets.TABLE.require(connection, palletId);
        Future<List<StoredFile>> slips = FileTable.about(connection, PALLET, palletId);
        return pallet.compose(found -> slips.map(all -> new Found(found, all)));
    }

    private static Decision<Pallet, RefurbEvent> decide(Command command, Found found, FileKey key, ReceivedFile file) {
        Pallet pallet = found.pallet().state();
        Pallets.TABLE.requireOwner(pallet, command.caller());
        PalletSlip slip = new PalletSlip(key.id(), file.sha256(), file.type().mediaType(), file.bytes());
        if (!(pallet instanceof Pallet.Left left)) {
            throw pallet.illegal();
        }
        if (found.slips().size() >= MOST) {
            throw Refusal.of(
                            Refusal.Kind.ILLEGAL_NOW,
                            "enough_slips",
                            "La palette a déjà " + MOST + " documents de bordereau, le nombre permis.",
                            "The pallet has " + MOST + " documents of its slip already, as many as it may.")
                    .with(Map.of("most", MOST));
        }
        return left.addSlip(slip);
    }

    /** The pallet says so: two documents that come at once are counted one after the other, by its version. */
    private static Plan plan(Command command, Found found, FileKey key, ReceivedFile file, RecordedTime time) {
        Stored<Pallet> pallet = found.pallet();
        Change<Pallet, RefurbEvent> change = Change.recorded(pallet, decide(command, found, key, file), time);
        StoredFile row = new StoredFile(
                key.id(),
                command.caller().organisation(),
                pallet.state().attributes().parties(),
                pallet.state().attributes().env(),
                PALLET,
                pallet.id(),
                RetentionClass.PALLET_SLIP,
                file.sha256(),
                file.bytes(),
                file.type(),
                change.occurredAt(),
                command.now());
        return Plan.showing(
                        new Creation<>(row.id(), Decision.of(row), change.occurredAt()),
                        stored -> PalletSlipView.of(stored.state()))
                .changing(Pallets.TABLE, List.of(change))
                .writing(FileTable.insert(row));
    }
}
