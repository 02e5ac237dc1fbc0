package network.reuse.allocation.persistence;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import network.reuse.allocation.domain.FundingAgreement;
import network.reuse.allocation.domain.WantedFundingAgreements;
import network.reuse.contracts.AllocationEvent;
import network.reuse.contracts.Publisher;
import network.reuse.defaults.commit.AggregateTable;
import network.reuse.defaults.commit.ListQuery;
import network.reuse.defaults.commit.StateCodec;
import network.reuse.defaults.commit.Stored;
import network.reuse.defaults.commit.Visibility;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Every funding agreement. */
@ApplicationScoped
public class FundingAgreements {
    public static final AggregateTable<FundingAgreement, AllocationEvent> TABLE = new AggregateTable<>(
            "funding_agreement",
            "agreement",
            Publisher.ALLOCATION,
            StateCodec.of(FundingAgreement.class),
            agreement -> new Visibility(
                    agreement.attributes().parties(),
                    agreement.owners(),
                    agreement.attributes().territory(),
                    agreement.attributes().env()),
            List.of(
                    new AggregateTable.Column<>(
                            "code", "text", agreement -> agreement.attributes().code()),
                    new AggregateTable.Column<>(
                            "sponsor",
                            "uuid",
                            agreement -> agreement.attributes().sponsor().toString()),
                    new AggregateTable.Column<>(
                            "partner_ref",
                            "text",
                            agreement -> agreement.attributes().partnerRef()),
                    AggregateTable.Column.form(
                            "reference_form",
                            agreement -> agreement.attributes().partnerRef())));

    /** The agreement; refused as unknown when there is none that the reader may see. */
    public Uni<Stored<FundingAgreement>> find(Mutiny.StatelessSession session, UUID id) {
        return session.get(FundingAgreementRow.class, id).map(FundingAgreementRow::found);
    }

    /** The agreements after this id that are wanted, oldest first. */
    public Uni<List<Stored<FundingAgreement>>> page(
            Mutiny.StatelessSession session, @Nullable UUID after, int limit, WantedFundingAgreements wanted) {
        return ListQuery.of("funding_agreement")
                .with("status", wanted.status())
                .withForm("code", wanted.code())
                .withForm("reference_form", wanted.partnerRef())
                .since(wanted.changedSince())
                .page(session, FundingAgreementRow.class, after, limit)
                .map(rows -> rows.stream().map(FundingAgreementRow::stored).toList());
    }
}
