// Programs: their tokens, what each may do, and how to withdraw it.
#include "station/base/secret.h"
#include "station/central/api/access/access.h"

struct new_token {
    char name[64], scope[16];
};

static const struct api_member NEW_TOKEN[] = {
    {API_TEXT("name", "to know it by"), API_NEEDED, API_INTO(new_token, name)},
    {API_TEXT("scope", "what it may do; orders when missing"),
     API_WORDS(SCOPE_NAMES), API_INTO(new_token, scope)},
    {.name = NULL}};

static const struct api_member TOKEN_ROW[] = {
    {API_INT("token_id", "")},
    {API_TEXT("name", "")},
    {API_TEXT("scope", ""), API_WORDS(SCOPE_NAMES)},
    {API_INT("made_ms", "")},
    {API_INT("used_ms", "the last time, within a minute; 0 for never")},
    {API_TEXT("peer", "the address it was used from last")},
    {API_INT("gone_ms", "withdrawn then; 0 while it is good")},
    {API_TEXT("gone_why", "")},
    {.name = NULL}};
static const struct api_member TOKENS[] = {
    {API_LIST("tokens", "", TOKEN_ROW)}, API_NEXT, {.name = NULL}};
static const struct api_member MADE[] = {
    {API_INT("token_id", "")},
    {API_TEXT("token", "shown this once")},
    {.name = NULL}};

static void tokens_list(struct api *a, struct api_call *k)
{
    api_answer_page(k, "tokens", lists_tokens(a->st, api_page(k)),
                    "token_id", NULL);
}

static void token_new(struct api *a, struct api_call *k)
{
    struct new_token n = {.scope = "orders"};
    char token[SECRET_TOKEN_MAX + 1];
    api_take(NEW_TOKEN, k->body, &n);
    secret_token(token);
    turn_write_begin(a->turn);
    int64_t id =
        tokens_add(a->st, n.name, token, scope_of(n.scope), k->at_ms);
    api_changed(a, k, "token_made", n.name, n.scope);
    answer_write(a->turn, k->rq, 200,
                 json_pack("{s:I,s:s}", "token_id", (json_int_t)id, "token",
                           token));
}

static void token_withdraw(struct api *a, struct api_call *k)
{
    struct api_reason r = {.reason = ""};
    struct token t;
    int64_t id = http_param_int(k->rq, 0);
    api_take(API_REASON, k->body, &r);
    if (tokens_load(a->st, id, &t) != ERR_OK) {
        answer_missing(k->rq, "there is no such token");
        return;
    }
    turn_write_begin(a->turn);
    if (t.gone_ms)
        store_fail(a->st, ERR_CONFLICT, "the token is withdrawn already");
    tokens_withdraw(a->st, id, k->at_ms, r.reason);
    api_changed(a, k, "token_withdrawn", t.name, r.reason);
    answer_write(a->turn, k->rq, 200, json_object());
}

const struct api_route API_PROGRAMS[] = {
    {.method = "GET", .path = "/api/v1/tokens", .handler = tokens_list,
     .who = WHO_MANAGER, .summary = "Programs that may use the API",
     .query = API_PAGE,
     .answer = {{.of = TOKENS}}},
    {.method = "POST", .path = "/api/v1/tokens", .handler = token_new,
     .who = WHO_MANAGER, .is_write = true,
     .summary = "Make a token for a program; it is shown once",
     .body = NEW_TOKEN, .answer = {{.of = MADE}}},
    {.method = "POST", .path = "/api/v1/tokens/:token_id/withdraw",
     .handler = token_withdraw, .who = WHO_MANAGER, .is_write = true,
     .summary = "Withdraw a token; it is void at once", .body = API_REASON},
    {.method = NULL}};
