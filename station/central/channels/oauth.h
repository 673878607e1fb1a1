// oauth.h - OAuth 1.0a request signing (RFC 5849) with HMAC-SHA256, as Adobe
// Commerce asks for integrations.
#ifndef CENTRAL_CHANNELS_OAUTH_H
#define CENTRAL_CHANNELS_OAUTH_H

#include "station/base/text.h"

enum { OAUTH_PARAMS_MAX = 32, OAUTH_VALUE_MAX = 200 };

struct oauth_param {        // as they are, not encoded
    char name[OAUTH_VALUE_MAX];
    char value[OAUTH_VALUE_MAX];
};

struct oauth {
    const char *consumer_key, *consumer_secret, *token, *token_secret;
    const char *nonce;
    int64_t at_s;
};

// The value of the header Authorization. url has no query; the query's
// parameters are signed and must be sent in the url, encoded.
void oauth_header(const struct oauth *o, const char *method, const char *url,
                  const struct oauth_param *param, int count,
                  struct text *out);

#endif
