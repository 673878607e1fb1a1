// A real Vendure shop: an order placed there is packed here; tracking, stock
// and cancellations are seen there.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import path from 'node:path';
import {after, before, test} from 'node:test';
import {startSite} from '../kit/site.mjs';
import {freePort} from '../kit/ports.mjs';
import {Bench} from '../kit/bench.mjs';
import {until} from '../kit/wait.mjs';

let site, bench, shop, url, admin;

async function ask(api, query, variables = {}, token) {
    const answer = await fetch(`${url}/${api}`, {
        method: 'POST',
        headers: {
            'Content-Type': 'application/json',
            ...(token ? {Authorization: `Bearer ${token}`} : {}),
        },
        body: JSON.stringify({query, variables}),
    });
    const root = await answer.json();
    assert.equal(root.errors, undefined, JSON.stringify(root.errors));
    return {data: root.data, token: answer.headers.get('vendure-auth-token') ?? token};
}

const asAdmin = (query, variables) => ask('admin-api', query, variables, admin).then(a => a.data);

// As a customer would: basket, address, carriage, payment.
async function place(lines) {
    let {token} = await ask(
        'shop-api',
        'mutation($i:[AddItemInput!]!){addItemsToOrder(inputs:$i){errorResults{__typename}}}',
        {i: lines.map(([id, quantity]) => ({productVariantId: id, quantity}))}
    );
    const run = query => ask('shop-api', query, {}, token).then(a => a.data);
    await run(
        'mutation{setCustomerForOrder(input:{firstName:"Eva",lastName:"Exemplo",' +
            'emailAddress:"eva@example.org"}){__typename}}'
    );
    await run(
        'mutation{setOrderShippingAddress(input:{fullName:"Eva Exemplo",' +
            'streetLine1:"Rua Inventada 4",city:"Porto",postalCode:"4000-001",' +
            'countryCode:"PT"}){__typename}}'
    );
    const {
        eligibleShippingMethods: [method],
    } = await run('{eligibleShippingMethods{id}}');
    await run(`mutation{setOrderShippingMethod(shippingMethodId:["${method.id}"]){__typename}}`);
    await run('mutation{transitionOrderToState(state:"ArrangingPayment"){__typename}}');
    const {addPaymentToOrder: order} = await run(
        'mutation{addPaymentToOrder(input:{method:"dummy",metadata:{}})' +
            '{__typename ... on Order{id code state}}}'
    );
    assert.equal(order.state, 'PaymentSettled');
    return order;
}

const shopOrder = id =>
    asAdmin(
        'query($i:ID!){order(id:$i){state fulfillments{id state trackingCode' +
            ' lines{orderLineId quantity}}}}',
        {i: id}
    ).then(d => d.order);

const becomes = (what, look, holds) =>
    until(what, async () => {
        const last = await look();
        return holds(last) && last;
    });

before(async () => {
    site = await startSite('vendure');
    bench = new Bench(site);
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    shop = spawn('node', ['shop.js', path.join(site.folder, 'shop'), String(port)], {
        cwd: import.meta.dirname,
        stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve, reject) => {
        shop.stdout.on('data', data => /^up$/m.test(String(data)) && resolve());
        shop.once('exit', code => reject(new Error(`the shop ended with ${code}`)));
    });
    ({token: admin} = await ask(
        'admin-api',
        'mutation{login(username:"superadmin",password:"superadmin"){__typename}}'
    ));
    await bench.signIn();
    const items = Array.from({length: 9}, (_, i) => ({
        sku: `SKU${i + 1}`,
        name: `Item ${i + 1}`,
        weight_mg: 300000,
        codes: [{code: `CODE-${i + 1}`}],
    }));
    assert.equal((await bench.office('POST', 'import?kind=items&format=json', {items})).new, 9);
    await bench.office('POST', 'import?kind=stock&format=json', {
        stock: items.map(({sku}) => ({sku, place: 'V-1', qty: 100})),
    });
    items.forEach(({sku, codes}) => {
        bench.codes[sku] = codes[0].code;
    });
    const {
        stockLocations: {
            items: [location],
        },
    } = await asAdmin('{stockLocations{items{id}}}');
    await bench.rule('channel', 'vendure', {
        system: 'vendure',
        url: url + '/admin-api',
        login: 'superadmin',
        password: 'superadmin',
        poll_s: 1,
        may_be_private: true,
        sources: [`${location.id}=MAIN`],
        events: ['shipment.packed', 'stock.changed', 'order.cancelled'],
    });
});

after(async () => {
    shop?.removeAllListeners('exit');
    shop?.kill();
    await site?.stop();
});

test('an order placed in the shop comes in by itself', async () => {
    const placed = await place([
        ['1', 2],
        ['2', 1],
    ]);
    const order = await bench.order(placed.code, o => o.state === 'released');
    assert.equal(order.channel_ref, placed.id);
    assert.equal(order.groups[0].city, 'Porto');
    assert.deepEqual(
        order.lines.map(l => [l.sku, l.qty, l.price_minor]),
        [
            ['SKU1', 2, 1200],
            ['SKU2', 1, 1200],
        ]
    );
    const tracking = await bench.pack(placed.code);
    const there = await becomes(
        'shipped there',
        () => shopOrder(placed.id),
        o => o.state === 'Shipped'
    );
    assert.equal(there.fulfillments.length, 1);
    assert.equal(there.fulfillments[0].trackingCode, tracking);
    assert.equal(there.fulfillments[0].state, 'Shipped');
});

test('the shop shows our stock, neither counted twice nor forgotten', async () => {
    const level = () =>
        asAdmin(
            '{productVariants(options:{filter:{sku:{eq:"SKU1"}}})' +
                '{items{stockLevels{stockOnHand stockAllocated}}}}'
        ).then(d => d.productVariants.items[0].stockLevels[0]);
    await becomes(
        'told',
        async () => (await bench.office('GET', 'deliveries?state=done')).deliveries,
        list => list.some(d => d.event === 'stock.changed')
    );
    await becomes('98 left', level, l => l.stockOnHand === 98 && l.stockAllocated === 0);
});

test('a cancellation crosses over in both directions', async () => {
    const there = await place([['3', 1]]);
    await bench.order(there.code, o => o.state === 'released');
    await asAdmin(
        'mutation($i:ID!){cancelOrder(input:{orderId:$i,cancelShipping:true,' +
            'reason:"test"}){__typename}}',
        {i: there.id}
    );
    await bench.order(there.code, o => o.state === 'cancelled');
    const here = await place([['4', 1]]);
    const order = await bench.order(here.code, o => o.state === 'released');
    assert.equal(
        (await bench.cancel(order.order_id)).outcome,
        'changed'
    );
    await becomes(
        'cancelled there',
        () => shopOrder(here.id),
        o => o.state === 'Cancelled'
    );
});
