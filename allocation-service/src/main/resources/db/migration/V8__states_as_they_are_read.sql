-- A state is refused from now on when a component is missing or has a name that nobody reads: what stands so is put right.
update device set state = jsonb_set(state::jsonb #- '{wayBack,facts}', '{wayBack,attributes}',
                                    state::jsonb #> '{wayBack,facts}')::text
 where state::jsonb #> '{wayBack,facts}' is not null;

update request set state = jsonb_set(state::jsonb, '{attributes,forgotten}', to_jsonb(exists (
                               select from forgotten_person forgotten where forgotten.id = request.person_ref)))::text
 where state::jsonb #> '{attributes,forgotten}' is null;
