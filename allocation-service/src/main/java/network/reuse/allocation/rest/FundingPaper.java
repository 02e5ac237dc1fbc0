package network.reuse.allocation.rest;

import static network.reuse.defaults.document.CsvSheet.cell;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import network.reuse.allocation.application.funding.AccountsView;
import network.reuse.allocation.application.funding.FundingStatement;
import network.reuse.allocation.application.funding.FundingStatement.FundingAmounts;
import network.reuse.allocation.application.funding.FundingStatement.StatedEnvelope;
import network.reuse.allocation.domain.InKind;
import network.reuse.defaults.document.CsvSheet;
import network.reuse.defaults.document.Paper;
import network.reuse.defaults.document.Paper.Column;
import network.reuse.defaults.document.Paper.Detail;
import network.reuse.defaults.document.Wording;
import network.reuse.defaults.fault.Language;

/** A funder's statement as a paper, and as lines for a spreadsheet. */
final class FundingPaper {
    private static final List<String> HEADING = List.of(
            "code",
            "status",
            "sponsor",
            "purpose",
            "from",
            "until",
            "budgetCents",
            "availableCents",
            "committedCents",
            "dueCents",
            "calledCents",
            "settledCents",
            "creditCents",
            "actualCents",
            "inKindCents");

    private final FundingStatement statement;
    private final Language language;
    private final Wording wording;

    private FundingPaper(FundingStatement statement, Language language) {
        this.statement = statement;
        this.language = language;
        this.wording = new Wording(language);
    }

    static Paper of(FundingStatement statement, Language language) {
        return new FundingPaper(statement, language).paper();
    }

    static String csv(FundingStatement statement) {
        return CsvSheet.of(
                HEADING, statement.envelopes().stream().map(FundingPaper::cells).toList());
    }

    private static List<String> cells(StatedEnvelope line) {
        FundingAmounts amounts = line.amounts();
        AccountsView accounts = amounts.accounts();
        return List.of(
                cell(line.code()),
                cell(line.status()),
                cell(sponsor(line)),
                cell(line.purpose()),
                cell(line.from()),
                cell(line.until()),
                Long.toString(amounts.budgetCents()),
                Long.toString(accounts.availableCents()),
                Long.toString(accounts.committedCents()),
                Long.toString(accounts.dueCents()),
                Long.toString(accounts.calledCents()),
                Long.toString(accounts.settledCents()),
                Long.toString(accounts.creditCents()),
                Long.toString(amounts.actualCents()),
                Long.toString(amounts.inKindCents()));
    }

    private static String sponsor(StatedEnvelope line) {
        return Objects.requireNonNullElse(line.sponsorName(), line.sponsor().toString());
    }

    private Paper paper() {
        String funder = Objects.requireNonNullElse(
                statement.funderName(), statement.funder().toString());
        List<Paper.Block> blocks = new ArrayList<>();
        blocks.add(new Paper.Details(List.of(
                new Detail(language.of("Financeur", "Funder"), funder),
                new Detail(language.of("Arrêté le", "As at"), wording.of(statement.at())))));
        blocks.add(new Paper.Heading(language.of("En tout", "In all")));
        blocks.add(amounts(statement.total()));
        for (StatedEnvelope line : statement.envelopes()) {
            blocks.add(new Paper.Heading(
                    wording.typeset(language.of("Enveloppe " + line.code(), "Envelope " + line.code()))));
            blocks.add(new Paper.Details(List.of(
                    new Detail(language.of("Porteur", "Sponsor"), sponsor(line)),
                    new Detail(language.of("Objet", "Purpose"), line.purpose()),
                    new Detail(
                            language.of("Période", "Period"),
                            language.of(
                                    "du " + wording.of(line.from()) + " au " + wording.of(line.until()),
                                    wording.of(line.from()) + " to " + wording.of(line.until()))))));
            blocks.add(amounts(line.amounts()));
            if (!line.inKind().isEmpty()) {
                blocks.add(inKind(line));
            }
        }
        blocks.add(new Paper.Heading(language.of("Bénéficiaires", "Beneficiaries")));
        blocks.add(beneficiaries());
        blocks.add(
                new Paper.Paragraph(
                        wording.typeset(
                                language.of(
                                        "Un pack remis ou vendu, et gardé, compte dans le département de la remise. Aucun nombre de 1 à 4 n'est donné, ni"
                                                + " ne se déduit des autres : de petits départements sont dits ensemble, ou pas du tout.",
                                        "A pack that was handed over or sold, and kept, counts in the department of the hand-over. No number of 1 to 4 is"
                                                + " told or can be computed from the others: small departments are told together, or not at all."))));
        return new Paper(language, language.of("Relevé de financement", "Funding statement"), funder, blocks);
    }

    private Paper.Table amounts(FundingAmounts amounts) {
        AccountsView accounts = amounts.accounts();
        return new Paper.Table(
                List.of(
                        Column.of(language.of("Poste", "Account"), 3),
                        Column.ofNumbers(language.of("Montant", "Amount"), 1)),
                List.of(
                        row("Budget", "Budget", amounts.budgetCents()),
                        row("Disponible", "Available", accounts.availableCents()),
                        row("Engagé (packs réservés)", "Committed (packs reserved)", accounts.committedCents()),
                        row(
                                "Exigible (packs remis, à appeler)",
                                "Due (packs handed over, to be called)",
                                accounts.dueCents()),
                        row("Appelé, non payé", "Called, not paid", accounts.calledCents()),
                        row("Payé", "Settled", accounts.settledCents()),
                        row("Avoir (packs revenus)", "Credit (packs that came back)", accounts.creditCents()),
                        row("Réalisé", "Actual", amounts.actualCents()),
                        row("Apports en nature, tels que déclarés", "In kind, as stated", amounts.inKindCents())),
                "");
    }

    private List<String> row(String french, String english, long cents) {
        return List.of(wording.typeset(language.of(french, english)), wording.euros(cents));
    }

    private Paper.Table inKind(StatedEnvelope line) {
        List<List<String>> rows = new ArrayList<>();
        for (InKind inKind : line.inKind()) {
            rows.add(List.of(
                    inKind.what(),
                    Wording.inFigures(inKind.on()),
                    inKind.valueCents() == null ? "–" : wording.euros(inKind.valueCents())));
        }
        return new Paper.Table(
                List.of(
                        Column.of(language.of("Apport en nature", "In kind"), 3),
                        Column.of(language.of("Le", "On"), 1),
                        Column.ofNumbers(language.of("Valeur déclarée", "Stated worth"), 1)),
                rows,
                "");
    }

    private Paper.Table beneficiaries() {
        FundingStatement.BeneficiaryCounts told = statement.beneficiaries();
        List<List<String>> rows = new ArrayList<>();
        told.departments()
                .forEach(department -> rows.add(List.of(department.department(), wording.number(department.packs()))));
        Integer elsewhere = told.elsewhere();
        if (elsewhere == null || elsewhere > 0) {
            rows.add(List.of(
                    language.of("Autres départements, ensemble", "Other departments, together"),
                    elsewhere == null
                            ? language.of("trop peu pour le dire", "too few to tell")
                            : wording.number(elsewhere)));
        }
        Integer total = told.total();
        if (total != null && total > 0) {
            rows.add(List.of("Total", wording.number(total)));
        }
        return new Paper.Table(
                List.of(Column.of(language.of("Département", "Department"), 3), Column.ofNumbers("Packs", 1)),
                rows,
                language.of("Aucun pack n'est encore remis.", "No pack was handed over yet."));
    }
}
