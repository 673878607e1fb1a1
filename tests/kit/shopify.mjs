// shopify.mjs - an order as a shop pushes it: signed, with an id of its own, and taken.
import assert from 'node:assert/strict';
import crypto from 'node:crypto';

// Of the channel "shop", whose rule has this secret.
export const SHOP = {code: 'shop', body: {system: 'shopify', secret: 'of the shop'}};

export async function push(office, order) {
    const body = JSON.stringify(order);
    const answer = await fetch(new URL('api/v1/channels/shop/push', office.url), {
        method: 'POST', body, headers: {'Content-Type': 'application/json',
            'X-Shopify-Topic': 'orders/updated', 'X-Shopify-Webhook-Id': crypto.randomUUID(),
            'X-Shopify-Hmac-Sha256':
                crypto.createHmac('sha256', SHOP.body.secret).update(body).digest('base64')}});
    assert.equal(answer.status, 200);
}
