package network.reuse.collection.rest;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import network.reuse.collection.application.AgreementView;
import network.reuse.collection.application.AnswerOffer;
import network.reuse.collection.application.AssignLots;
import network.reuse.collection.application.AssignmentView;
import network.reuse.collection.application.DeviceView;
import network.reuse.collection.application.FindLots;
import network.reuse.collection.application.LotView;
import network.reuse.collection.application.MoveLot;
import network.reuse.collection.application.OfferLot;
import network.reuse.collection.application.PickupContactView;
import network.reuse.collection.application.ReadPickupContact;
import network.reuse.collection.application.RegisterDevices;
import network.reuse.collection.application.RegistrationRow;
import network.reuse.collection.application.SettleDiscrepancy;
import network.reuse.collection.application.SignForLot;
import network.reuse.collection.application.SignGiftAgreement;
import network.reuse.collection.application.TransferSlip;
import network.reuse.collection.domain.Lot;
import network.reuse.collection.domain.LotStatus;
import network.reuse.collection.domain.WantedLots;
import network.reuse.contracts.Quantity;
import network.reuse.contracts.Roles;
import network.reuse.defaults.caller.Callers;
import network.reuse.defaults.caller.CommandHeaders;
import network.reuse.defaults.caller.Commands;
import network.reuse.defaults.caller.Pages;
import network.reuse.defaults.caller.Reason;
import network.reuse.defaults.caller.VersionedHeaders;
import network.reuse.defaults.commit.Answer;
import network.reuse.defaults.request.Bulk;
import network.reuse.defaults.rows.RowFile;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;
import org.jspecify.annotations.Nullable;

/** Lots: offered by donors, accepted, fetched, and told apart into devices. */
@Path("/v1/collection/lots")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Lots", description = "Ce que donnent les donateurs / What donors give")
public class LotResource {
    private final Callers callers;
    private final Commands commands;
    private final FindLots find;
    private final OfferLot offer;
    private final AnswerOffer answer;
    private final MoveLot move;
    private final RegisterDevices register;
    private final SignForLot sign;
    private final SettleDiscrepancy settle;
    private final SignGiftAgreement agree;
    private final AssignLots assign;
    private final ReadPickupContact pickupContact;

    public LotResource(
            Callers callers,
            Commands commands,
            FindLots find,
            OfferLot offer,
            AnswerOffer answer,
            MoveLot move,
            RegisterDevices register,
            SignForLot sign,
            SettleDiscrepancy settle,
            SignGiftAgreement agree,
            AssignLots assign,
            ReadPickupContact pickupContact) {
        this.callers = callers;
        this.commands = commands;
        this.find = find;
        this.offer = offer;
        this.answer = answer;
        this.move = move;
        this.register = register;
        this.sign = sign;
        this.settle = settle;
        this.agree = agree;
        this.assign = assign;
        this.pickupContact = pickupContact;
    }

    @GET
    @RolesAllowed({Roles.DONOR, Roles.CARRIER, Roles.COORDINATOR, Roles.REFURBISHER, Roles.ANALYST})
    @Operation(
            operationId = "listLots",
            summary = "Les lots visibles, du plus ancien au plus récent / The lots you may see")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = LotView.class)))
    public Uni<Response> list(
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @QueryParam("status") @Nullable LotStatus status,
            @QueryParam("code") @Size(max = 200) @Nullable String code,
            @QueryParam("partnerRef") @Size(max = 200) @Nullable String partnerRef,
            @QueryParam("disputed")
                    @DefaultValue("false")
                    @Parameter(
                            description = "Seulement ceux dont les décomptes diffèrent."
                                    + " / Only those of which counts differ.")
                    boolean disputed,
            @QueryParam("changedSince") @Nullable Instant changedSince,
            @Context UriInfo uri) {
        return find.lots(
                        callers.current(),
                        after,
                        limit,
                        new WantedLots(status, code, partnerRef, disputed, changedSince))
                .map(lots -> Pages.page(uri, lots, limit, LotView::id));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.DONOR, Roles.CARRIER, Roles.COORDINATOR, Roles.REFURBISHER, Roles.ANALYST})
    @Operation(operationId = "getLot", summary = "Un lot / One lot")
    @APIResponseSchema(value = LotView.class, responseCode = "200")
    public Uni<Response> get(UUID id, @Context HttpHeaders headers) {
        return find.lot(callers.current(), id).map(lot -> Pages.one(headers, lot, lot.version()));
    }

    @GET
    @Path("/{id}/transitions")
    @RolesAllowed({Roles.DONOR, Roles.CARRIER, Roles.COORDINATOR, Roles.REFURBISHER, Roles.ANALYST})
    @Operation(operationId = "lotTransitions", summary = "Ce qui est permis maintenant / What is legal now")
    public Uni<List<Lot.Move>> transitions(UUID id) {
        return find.lot(callers.current(), id).map(LotView::legal);
    }

    @GET
    @Path("/{id}/devices")
    @RolesAllowed({Roles.DONOR, Roles.CARRIER, Roles.COORDINATOR, Roles.REFURBISHER, Roles.ANALYST})
    @Operation(operationId = "lotDevices", summary = "Les appareils d'un lot / A lot's devices")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = DeviceView.class)))
    public Uni<Response> devices(
            UUID id,
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @Context UriInfo uri) {
        return find.devices(callers.current(), id, after, limit)
                .map(devices -> Pages.page(uri, devices, limit, device -> device.id()));
    }

    @POST
    @RolesAllowed(Roles.DONOR)
    @Operation(operationId = "offerLot", summary = "Proposer un lot / Offer a lot")
    @APIResponseSchema(value = LotView.class, responseCode = "201")
    public Uni<Response> offer(@BeanParam CommandHeaders headers, @Valid @NotNull Forms.Offer form) {
        return offer.offer(
                        commands.from(headers, form),
                        form.recipient(),
                        form.commune(),
                        Forms.quantities(form.quantities()),
                        form.site(),
                        form.partnerRef(),
                        form.occurredAt())
                .map(answer -> answer.created("/v1/collection/lots"));
    }

    @POST
    @Path("/{id}/acceptance")
    @RolesAllowed({Roles.COORDINATOR, Roles.REFURBISHER})
    @Operation(operationId = "acceptLot", summary = "Accepter un lot / Accept a lot")
    @APIResponseSchema(value = LotView.class, responseCode = "200")
    public Uni<Response> accept(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.Acceptance form) {
        List<Quantity> agreed = form.quantities() == null ? null : Forms.quantities(form.quantities());
        return answer.accept(commands.from(headers, form), id, form.workshop(), agreed, form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/assignment")
    @RolesAllowed(Roles.COORDINATOR)
    @Operation(
            operationId = "assignLot",
            summary = "Attribuer un lot proposé / Assign a lot that is offered",
            description =
                    "Dans vos régions : l'atelier nommé le reçoit, comme s'il avait accepté. La réponse dit ce qui est en route vers lui et les autres,"
                            + " et avertit (above_capacity) au-delà de ce qu'il dit prendre par semaine. / In your regions: the workshop"
                            + " that is named receives it, as if it had accepted. The answer says what is on its way to it and to the others, and warns"
                            + " (above_capacity) above what it says it takes in a week.")
    @APIResponseSchema(value = AssignmentView.class, responseCode = "200")
    public Uni<Response> assign(UUID id, @BeanParam CommandHeaders headers, @Valid @NotNull Forms.Assignment form) {
        List<Quantity> agreed = form.quantities() == null ? null : Forms.quantities(form.quantities());
        return assign.assign(
                        commands.from(headers, form), id, form.workshop(), agreed, form.reason(), form.occurredAt())
                .map(Answer::okWithoutTag);
    }

    @POST
    @Path("/{id}/declination")
    @RolesAllowed({Roles.COORDINATOR, Roles.REFURBISHER})
    @Operation(operationId = "declineLot", summary = "Refuser un lot / Decline a lot")
    @APIResponseSchema(value = LotView.class, responseCode = "200")
    public Uni<Response> decline(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return answer.decline(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/withdrawal")
    @RolesAllowed(Roles.DONOR)
    @Operation(operationId = "withdrawLot", summary = "Retirer un lot / Withdraw a lot")
    @APIResponseSchema(value = LotView.class, responseCode = "200")
    public Uni<Response> withdraw(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return answer.withdraw(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @GET
    @Path("/{id}/gift-agreement")
    @RolesAllowed({Roles.DONOR, Roles.COORDINATOR, Roles.REFURBISHER, Roles.ANALYST})
    @Operation(
            operationId = "getGiftAgreement",
            summary = "La convention de don d'un lot / A lot's gift agreement",
            description = "Dès que l'une des deux parties a signé ; visible d'elles seules."
                    + " / Once one of the two parties has signed; seen by these alone.")
    @APIResponseSchema(value = AgreementView.class, responseCode = "200")
    public Uni<AgreementView> giftAgreement(UUID id) {
        return agree.agreement(callers.current(), id);
    }

    @POST
    @Path("/{id}/gift-agreement/donor-signature")
    @RolesAllowed(Roles.DONOR)
    @Operation(
            operationId = "signGiftAsDonor",
            summary = "Signer la convention de don, donateur / Sign the gift agreement as donor",
            description =
                    "Avant tout enlèvement d'un don d'une personne publique, le donateur et le destinataire signent, dans l'ordre qui"
                            + " leur convient. Pour les autres dons elle est facultative, et exigée des deux dès que l'un a signé."
                            + " / Before any pickup of a public body's gift, donor and recipient sign, in whichever order. For other gifts"
                            + " it is optional, and required of both once one has signed.")
    @APIResponseSchema(value = AgreementView.class, responseCode = "200")
    public Uni<Response> signAsDonor(
            UUID id, @BeanParam CommandHeaders headers, @Valid @NotNull Forms.DonorSignatureForm form) {
        return agree.asDonor(commands.from(headers, form), id, form.highestUnitCents(), form.occurredAt())
                .map(Answer::okWithoutTag);
    }

    @POST
    @Path("/{id}/gift-agreement/recipient-signature")
    @RolesAllowed({Roles.COORDINATOR, Roles.REFURBISHER})
    @Operation(
            operationId = "signGiftAsRecipient",
            summary = "Signer la convention de don, destinataire / Sign the gift agreement as recipient",
            description = "Contient l'engagement préalable de réemploi. / Contains the prior commitment to reuse.")
    @APIResponseSchema(value = AgreementView.class, responseCode = "200")
    public Uni<Response> signAsRecipient(
            UUID id, @BeanParam CommandHeaders headers, @Valid @NotNull Forms.RecipientSignatureForm form) {
        return agree.asRecipient(
                        commands.from(headers, form), id, form.legalQuality(), form.commitsToReuse(), form.occurredAt())
                .map(Answer::okWithoutTag);
    }

    @POST
    @Path("/{id}/pickup")
    @RolesAllowed({Roles.COORDINATOR, Roles.REFURBISHER})
    @Operation(
            operationId = "schedulePickup",
            summary = "Réserver un transporteur / Book a carrier",
            description =
                    "409 gift_agreement_missing tant que la convention de don d'une personne publique n'est pas signée."
                            + " / 409 gift_agreement_missing until a public body's gift agreement is signed.")
    @APIResponseSchema(value = LotView.class, responseCode = "200")
    public Uni<Response> schedule(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.Pickup form) {
        return move.schedule(
                        commands.from(headers, form),
                        id,
                        form.carrier(),
                        form.from(),
                        form.until(),
                        form.site(),
                        form.occurredAt())
                .map(Answer::ok);
    }

    @GET
    @Path("/{id}/pickup-contact")
    @RolesAllowed({Roles.CARRIER, Roles.COORDINATOR, Roles.DONOR, Roles.REFURBISHER})
    @Cache(noStore = true)
    @Operation(
            operationId = "readPickupContact",
            summary = "Joindre le site où enlever le lot / Reach the site where the lot is fetched",
            description =
                    "Pour le transporteur réservé, et lui seul, tant que le lot est à enlever ; 404 pour tous les autres et à tout"
                            + " autre moment, ou si nul n'a nommé de site. Chaque lecture est consignée, et le propriétaire du site la voit."
                            + " / For the carrier that is booked, and it alone, as long as the lot is to be fetched; 404 for all others"
                            + " and at any other time, or where nobody has named a site. Each reading is noted, and the site's owner sees it.")
    public Uni<PickupContactView> pickupContact(UUID id) {
        return pickupContact.of(callers.current(), id);
    }

    @POST
    @Path("/{id}/pickup-move")
    @RolesAllowed({Roles.CARRIER, Roles.COORDINATOR, Roles.REFURBISHER})
    @Operation(operationId = "movePickup", summary = "Déplacer un enlèvement / Move a pickup")
    @APIResponseSchema(value = LotView.class, responseCode = "200")
    public Uni<Response> movePickup(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.PickupMove form) {
        return move.movePickup(
                        commands.from(headers, form), id, form.from(), form.until(), form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/pickup-cancellation")
    @RolesAllowed({Roles.CARRIER, Roles.COORDINATOR, Roles.REFURBISHER, Roles.DONOR})
    @Operation(operationId = "cancelPickup", summary = "Annuler un enlèvement / Cancel a pickup")
    @APIResponseSchema(value = LotView.class, responseCode = "200")
    public Uni<Response> cancelPickup(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Reason form) {
        return move.cancelPickup(commands.from(headers, form), id, form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/loading")
    @RolesAllowed(Roles.CARRIER)
    @Operation(operationId = "loadLot", summary = "Déclarer ce qui est chargé / Say what was loaded")
    @APIResponseSchema(value = LotView.class, responseCode = "200")
    public Uni<Response> load(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.Count form) {
        return move.load(commands.from(headers, form), id, Forms.quantities(form.quantities()), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/collection")
    @RolesAllowed(Roles.DONOR)
    @Operation(operationId = "confirmCollection", summary = "Confirmer l'enlèvement / Confirm what left")
    @APIResponseSchema(value = LotView.class, responseCode = "200")
    public Uni<Response> confirm(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.Count form) {
        return move.confirm(commands.from(headers, form), id, Forms.quantities(form.quantities()), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/handover")
    @RolesAllowed(Roles.DONOR)
    @Operation(
            operationId = "handOverLot",
            summary = "Remettre un lot au transporteur / Hand a lot over to the carrier",
            description =
                    "Première des deux signatures du départ : le donateur dit ce qu'il remet. S'il transporte lui-même, elle est la"
                            + " seule, et le second décompte est celui de l'atelier."
                            + " / The first of the two signatures at the donor's: the donor says what it hands over. Where it is the"
                            + " carrier itself there is this one alone, and the second count is the workshop's.")
    @APIResponseSchema(value = LotView.class, responseCode = "200")
    public Uni<Response> handOver(UUID id, @BeanParam CommandHeaders headers, @Valid @NotNull Forms.Signature form) {
        return sign.handOver(
                        commands.from(headers, form),
                        id,
                        Forms.quantities(form.quantities()),
                        form.counterpart(),
                        form.occurredAt())
                .map(Answer::okWithoutTag);
    }

    @POST
    @Path("/{id}/takeover")
    @RolesAllowed(Roles.CARRIER)
    @Operation(
            operationId = "takeOverLot",
            summary = "Prendre un lot en charge / Take a lot over",
            description =
                    "Seconde signature du départ : le transporteur dit ce qu'il a compté ; où les décomptes diffèrent, un"
                            + " écart s'ouvre. / The second signature at the donor's: the carrier says what it counted; where the counts"
                            + " differ, a discrepancy opens.")
    @APIResponseSchema(value = LotView.class, responseCode = "200")
    public Uni<Response> takeOver(UUID id, @BeanParam CommandHeaders headers, @Valid @NotNull Forms.Signature form) {
        return sign.takeOver(
                        commands.from(headers, form),
                        id,
                        Forms.quantities(form.quantities()),
                        form.counterpart(),
                        form.occurredAt())
                .map(Answer::okWithoutTag);
    }

    @POST
    @Path("/{id}/delivery")
    @RolesAllowed(Roles.CARRIER)
    @Operation(
            operationId = "deliverLot",
            summary = "Livrer un lot à l'atelier / Deliver a lot to the workshop",
            description =
                    "Première des deux signatures de l'arrivée : le transporteur dit ce qu'il livre, et un écart avec ce qu'il avait"
                            + " pris s'ouvre aussitôt. / The first of the two signatures at the workshop: the carrier says what it"
                            + " delivers, and a difference from what it had taken opens a discrepancy at once.")
    @APIResponseSchema(value = LotView.class, responseCode = "200")
    public Uni<Response> deliver(UUID id, @BeanParam CommandHeaders headers, @Valid @NotNull Forms.Signature form) {
        return sign.deliver(
                        commands.from(headers, form),
                        id,
                        Forms.quantities(form.quantities()),
                        form.counterpart(),
                        form.occurredAt())
                .map(Answer::okWithoutTag);
    }

    @POST
    @Path("/{id}/reception")
    @RolesAllowed(Roles.REFURBISHER)
    @Operation(
            operationId = "receiveLot",
            summary = "Recevoir un lot à l'atelier / Receive a lot at the workshop",
            description =
                    "Seconde signature de l'arrivée : l'atelier dit ce qu'il a compté ; où les décomptes diffèrent, un écart"
                            + " s'ouvre. / The second signature at the workshop: the workshop says what it counted; where the counts differ,"
                            + " a discrepancy opens.")
    @APIResponseSchema(value = LotView.class, responseCode = "200")
    public Uni<Response> receive(UUID id, @BeanParam CommandHeaders headers, @Valid @NotNull Forms.Signature form) {
        return sign.receive(
                        commands.from(headers, form),
                        id,
                        Forms.quantities(form.quantities()),
                        form.counterpart(),
                        form.occurredAt())
                .map(Answer::okWithoutTag);
    }

    @POST
    @Path("/{id}/settlement")
    @RolesAllowed({Roles.CARRIER, Roles.COORDINATOR, Roles.REFURBISHER, Roles.DONOR})
    @Operation(
            operationId = "settleDiscrepancy",
            summary = "Régler un écart / Settle a discrepancy",
            description =
                    "FOUND : ils comptent comme collectés, et à l'atelier s'il a compté. NEVER_GIVEN : ils ne comptent pas, une fois"
                            + " que tous ceux qui les ont comptés l'ont dit (custody.denials), et jamais ceux dont donateur et"
                            + " transporteur ont tous deux signé le départ. LOST : ils comptent comme collectés si le donateur ne les a pas perdus lui-même, et ne sont pas à l'atelier."
                            + " / FOUND: they count as collected, and as at the workshop once it has counted. NEVER_GIVEN: they do not count,"
                            + " once all who counted them have said so (custody.denials), and never those that donor and carrier have both"
                            + " signed for at the departure."
                            + " LOST: they count as collected unless the donor itself lost them, and are not at the workshop.")
    @APIResponseSchema(value = LotView.class, responseCode = "200")
    public Uni<Response> settle(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.SettlementForm form) {
        return settle.settle(
                        commands.from(headers, form),
                        id,
                        form.claim(callers.current().organisation()),
                        form.occurredAt())
                .map(Answer::ok);
    }

    @GET
    @Path("/{id}/transfer-slip")
    @RolesAllowed({Roles.DONOR, Roles.CARRIER, Roles.COORDINATOR, Roles.REFURBISHER, Roles.ANALYST})
    @Operation(
            operationId = "lotTransferSlip",
            summary = "Le bordereau de transfert d'un lot / A lot's transfer slip",
            description = "Qui a remis quoi à qui ; refusé tant que des décomptes diffèrent."
                    + " / Who gave what to whom; refused while counts differ.")
    @APIResponseSchema(value = TransferSlip.class, responseCode = "200")
    @APIResponse(
            responseCode = "409",
            description = "Des décomptes diffèrent, ou manquent encore / Counts differ, or are still missing")
    public Uni<TransferSlip> slip(UUID id) {
        return find.slip(callers.current(), id);
    }

    @POST
    @Path("/{id}/correction")
    @RolesAllowed({Roles.CARRIER, Roles.COORDINATOR, Roles.REFURBISHER, Roles.DONOR})
    @Operation(operationId = "correctLot", summary = "Corriger les quantités / Correct the quantities")
    @APIResponseSchema(value = LotView.class, responseCode = "200")
    public Uni<Response> correct(UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.Correction form) {
        return move.correct(
                        commands.from(headers, form),
                        id,
                        Forms.quantities(form.quantities()),
                        form.reason(),
                        form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/workshop-correction")
    @RolesAllowed({Roles.COORDINATOR, Roles.REFURBISHER})
    @Operation(
            operationId = "correctWorkshop",
            summary = "Diriger un lot vers un autre atelier / Send a lot to another workshop",
            description =
                    "Un lot livré et non encore compté repart : son transporteur l'a de nouveau et signe chez l'autre atelier"
                            + " (custody.redirections). / A lot that was delivered and not counted yet goes on: its carrier has it again"
                            + " and signs at the other workshop (custody.redirections).")
    @APIResponseSchema(value = LotView.class, responseCode = "200")
    public Uni<Response> redirect(
            UUID id, @BeanParam VersionedHeaders headers, @Valid @NotNull Forms.WorkshopCorrection form) {
        return move.redirect(commands.from(headers, form), id, form.workshop(), form.reason(), form.occurredAt())
                .map(Answer::ok);
    }

    @POST
    @Path("/{id}/devices")
    @Consumes({RowFile.CSV, RowFile.CSV_ON_WINDOWS, RowFile.WORKBOOK, RowFile.NDJSON})
    @RolesAllowed({Roles.CARRIER, Roles.COORDINATOR, Roles.REFURBISHER, Roles.DONOR})
    @Bulk
    @Blocking
    @Operation(
            operationId = "registerDevices",
            extensions = @Extension(name = Bulk.EXTENSION, value = "true"),
            summary = "Enregistrer des appareils depuis un fichier / Register devices from a file",
            description =
                    "CSV, classeur XLSX ou NDJSON ; 10 000 lignes au plus. Colonnes : category, manufacturer, model, serialNumber,"
                            + " partnerRef, ou leurs noms usuels tels que « Numéro de série » dans une exportation de GLPI, ou ceux de la"
                            + " correspondance de l'organisation (column-mapping). Le charset déclaré est respecté ; sans déclaration,"
                            + " UTF-8, sinon Windows-1252."
                            + " / CSV, an XLSX workbook or NDJSON; 10,000 lines at most. Columns as named, or by their usual names such as"
                            + " those of GLPI's exports, or by the organisation's column-mapping. A declared charset is obeyed;"
                            + " undeclared, it is UTF-8, else Windows-1252.")
    @APIResponseSchema(value = RegistrationRow.class, responseCode = "200")
    public Uni<Response> register(
            UUID id,
            @BeanParam CommandHeaders headers,
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
            @QueryParam("occurredAt") @Nullable Instant occurredAt,
            @RequestBody(
                            required = true,
                            content = {
                                @Content(
                                        mediaType = RowFile.CSV,
                                        schema = @Schema(type = SchemaType.STRING, format = "binary")),
                                @Content(
                                        mediaType = RowFile.WORKBOOK,
                                        schema = @Schema(type = SchemaType.STRING, format = "binary")),
                                @Content(
                                        mediaType = RowFile.NDJSON,
                                        schema = @Schema(type = SchemaType.STRING, format = "binary"))
                            })
                    DeviceFile file) {
        return register.register(commands.from(headers, file), id, file.lines(), file.ignored(), dryRun, occurredAt)
                .map(Answer::ok);
    }
}
