// proposals.h - what the floor proposes for an item, in an exception: that it
// bears a code, or weighs otherwise. A person takes it by one touch, and can
// take it back.
//
// All functions run inside a transaction of the store.
#ifndef CENTRAL_INTAKE_PROPOSALS_H
#define CENTRAL_INTAKE_PROPOSALS_H

#include "station/store/central/outcome.h"
#include "station/store/engine/store.h"

// Changes the item and closes the exception. REFUSED when it proposes nothing,
// is closed, or the code is another item's by now.
struct proposal_by {
    int64_t at_ms, person_id;
};
enum outcome proposals_take(struct store *st, int64_t exception_id,
                            const struct proposal_by *by,
                            struct outcome_why *why);

// Weight and codes are as before, if the exception was taken. Called when it is
// opened again.
void proposals_take_back(struct store *st, int64_t exception_id);

#endif
