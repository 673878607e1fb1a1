// Goods as they come: what is scanned at a real bench, and what its screen, its
// journal and central say of it.
import assert from 'node:assert/strict';
import test from 'node:test';
import {endFloors, openFloor} from '../kit/floor.mjs';
import {orderOf} from '../kit/office.mjs';
import {until} from '../kit/wait.mjs';

test.afterEach(endFloors);

async function shows(floor, what, holds) {
    let last;
    return until(what, async () => {
        last = await floor.station.state();
        return holds(last) && last;
    }).catch(error => assert.fail(`${error.message}: ${JSON.stringify(last)}`));
}

const verdict = (floor, name) => shows(floor, name, s => s.last?.verdict === name);

async function ready(name, csv) {
    const floor = await openFloor(name);
    await floor.office.load('items', csv);
    await until('signed in', async () => {
        const s = await floor.station.state();
        if (s.state === 'signed_out')
            await floor.scan('!BSUE');
        return s.state !== 'signed_out' && s.health.central.word === 'online';
    });
    return floor;
}

test('one scan of a single item opens its order and counts it', async () => {
    const floor = await ready('lane', 'sku,name,codes\nCUP,Cup,4006381333931\n');
    await floor.office.load('stock', 'sku,place,qty\nCUP,A-3,10\n');
    await floor.office.must('POST', 'orders', orderOf('L-1', [{sku: 'CUP', qty: 1}]));
    await shows(floor, 'the item is known here', s => s.health.central.word === 'online');
    // Again only while central or the feed is still on its way with the item.
    const s = await until('the lane is open', async () => {
        const now = await floor.station.state();
        if (now.order?.order_no !== 'L-1' && now.notice !== 'fetching' || now.sum?.done === 0)
            await floor.scan(']E04006381333931');
        return now.order?.order_no === 'L-1' && now.sum?.done === 1 && now;
    });
    assert.deepEqual([s.sum.done, s.sum.want], [1, 1]);
    await floor.packHere('L-1');
    floor.verify();
    await floor.close();
});

test("another warehouse's order is refused with its name", async () => {
    const floor = await ready('elsewhere', 'sku,name\nFAR,Far\n');
    const {office} = floor;
    for (const code of ['MAIN', 'POR'])
        await office.must('POST', 'rules/warehouse', {code, body: {country: 'PT'}});
    await office.load('stock', 'warehouse,sku,place,qty\nPOR,FAR,B-1,5\n');
    await office.must('POST', 'orders', orderOf('F-9', [{sku: 'FAR', qty: 1}]));
    await floor.scan('F-9');
    const s = await shows(floor, 'refused', one => one.notice === 'elsewhere');
    assert.equal(s.notice_text ?? s.text, 'POR');
    assert.equal(s.order, undefined);
    await floor.close();
});

// What the journal kept of the last event of an item.
test('a lot and a serial come from a second symbol, before or after, or a label', async () => {
    const floor = await ready('halves', 'sku,name,codes,needs_lot,needs_serial\n' +
        'YOG,Yogurt,9506000134352,1,0\nCAM,Camera,4006381333931,0,1\n');
    const {office} = floor;
    await office.load('stock', 'sku,place,qty,lot\nYOG,A-1,9,L1\n');
    await office.load('stock', 'sku,place,qty\nCAM,A-2,2\n');
    await office.must('POST', 'orders', orderOf('H-1', [{sku: 'YOG', qty: 2},
        {sku: 'CAM', qty: 2}]));
    await until('open', async () => {
        await floor.scan('H-1');
        return (await floor.station.state()).sum?.want === 4;
    });
    await until('the item is known', async () => {
        await floor.scan(']E09506000134352');
        return (await floor.station.state()).last.verdict === 'lot_missing';
    });
    let s = await floor.station.state();
    assert.deepEqual([s.wants, s.wants_of.sku, s.sum.done], ['lot', 'YOG', 0]);
    await floor.scan(']d2' + '10L1');
    s = await verdict(floor, 'took');
    assert.equal(s.wants, undefined);
    // The companion first.
    await floor.scan(']C110L1\u001d17301231');
    await shows(floor, 'said', one => one.notice === 'companion');
    await floor.scan('9506000134352');
    await verdict(floor, 'took_line');
    await floor.scan('4006381333931');
    s = await verdict(floor, 'serial_missing');
    assert.equal(s.wants, 'serial');
    await floor.scan('S-77');
    await verdict(floor, 'took');
    await floor.scan('4006381333931');
    await verdict(floor, 'serial_missing');
    await floor.scan('S-77');
    await verdict(floor, 'serial_twice');
    await floor.scan('4006381333931');
    await verdict(floor, 'serial_missing');
    await floor.scan(']C121S-78');
    await verdict(floor, 'took_last');
    await floor.packHere('H-1');
    floor.verify();
    await floor.close();
});

const DAY_MS = 86400000;
const inDays = days => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

test('a date is asked for and judged, a kit is one scan, a piece weighs what its code says',
    async () => {
        const floor = await ready('dates',
            'sku,name,codes,weight_g,needs_expiry,parts,assembled\n' +
            'JAM,Jam,JAM,300,yes,,\nPEN,Pen,PEN,20,,,\nINK,Ink,INK,50,,,\n' +
            'SET,Set of pen and ink,SET,,,PEN*1;INK*2,yes\nCHE,Cheese,2112345000008,,,,\n');
        const {office} = floor;
        await office.load('stock', 'sku,place,qty\nJAM,A-1,9\nPEN,A-2,9\nINK,A-3,9\nCHE,A-4,9\n');
        await office.must('POST', 'rules/profile', {code: 'default',
            body: {min_life_days: 90, service_days: 3}});
        await office.must('POST', 'orders', orderOf('D-1', [{sku: 'JAM', qty: 1},
            {sku: 'SET', qty: 2}, {sku: 'CHE', qty: 2}]));
        await until('open', async () => {
            await floor.scan('D-1');
            return (await floor.station.state()).sum?.want === 9;
        });
        let s = await until('the item is known', async () => {
            await floor.scan('JAM');
            const one = await floor.station.state();
            return one.last.verdict === 'expiry_missing' && one;
        });
        assert.deepEqual([s.wants, s.wants_of.sku], ['expiry', 'JAM']);
        await floor.scan(inDays(92));
        await verdict(floor, 'life_short');
        await floor.scan('JAM');
        await verdict(floor, 'expiry_missing');
        const [y, m, d] = inDays(93).split('-');
        await floor.scan(`${d}.${m}.${y}`);
        s = await verdict(floor, 'took_line');
        await floor.scan('SET');
        await verdict(floor, 'took');
        await floor.scan('SET');
        s = await verdict(floor, 'took_line');
        assert.equal(s.sum.done, 7);
        // Two pieces of cheese, of 412 g and of 388 g: an in-store number with its weight.
        await floor.scan('2112345004129');
        await verdict(floor, 'took');
        await floor.scan('2112345003887');
        s = await until('all in', async () => {
            const one = await floor.station.state();
            return one.state === 'weighing' && one;
        });
        // Box and paper, jam, two sets of 120 g, and the cheese as its codes say.
        const bare = s.weigh.tare_mg + s.weigh.packing_mg;
        assert.equal(s.weigh.expected_mg - bare, (300 + 240 + 800) * 1000);
        floor.devices.scale.grams = 0;
        await until('empty', async () => (await floor.station.state()).weigh?.look === 'zero');
        floor.devices.scale.grams = s.weigh.expected_mg / 1000;
        await until('weighed', async () => (await floor.station.state()).state === 'labelling');
        await floor.packHere('D-1');
        floor.verify();
        await floor.close();
    });

test('codes without identifiers, links and misreads are what they are', async () => {
    const floor = await ready('spellings', 'sku,name,codes\nBOOK,Book,9780201379624\n' +
        'GT,Thing,9506000134352\nCAP,Cap,036000291452\n');
    const {office} = floor;
    await office.load('stock', 'sku,place,qty\nBOOK,A-1,9\nGT,A-2,9\nCAP,A-3,9\n');
    await office.must('POST', 'orders', orderOf('S-1', [{sku: 'BOOK', qty: 3},
        {sku: 'GT', qty: 4}, {sku: 'CAP', qty: 2}]));
    await until('open', async () => {
        await floor.scan('S-1');
        return (await floor.station.state()).sum?.want === 9;
    });
    await until('the items are known', async () => {
        await floor.scan(']E3978020137962451234');
        return (await floor.station.state()).sum.done === 1;
    });
    const GOOD = ['978020137962412', '978020137962451000', '010950600013435210L1\u001d2112345',
        '(01)09506000134352(10)L1', ']Q1https://id.gs1.org/01/09506000134352/10/L1',
        'https://id.gs1.org/01/09506000134352', '0036000291452', '36000291452'];
    for (const [i, code] of GOOD.entries()) {
        await floor.scan(code);
        await shows(floor, code, s => s.sum.done === i + 2);
    }
    await floor.scan('%UNDO');
    await verdict(floor, 'undone');
    await floor.scan('9506000134353');
    await verdict(floor, 'misread');
    await floor.scan(']d2010950600013435215200101');
    await verdict(floor, 'too_many');
    await floor.scan('36000291452');
    await floor.packHere('S-1');
    await floor.close();
});

test('an item whose code cannot be read is counted by eye, so often a day, and told', async () => {
    const floor = await openFloor('ticks', {packing: 'ticks = 2\n'});
    const {office} = floor;
    await office.must('POST', 'people', {name: 'Pat Packer', role: 'packer', login: 'pat',
        badge: 'PAT'});
    await office.must('POST', 'orders', orderOf('T-1', [{sku: 'MUG', qty: 4}]));
    const see = (what, holds) => until(what, async () => {
        const s = await floor.station.state();
        return holds(s) && s;
    });
    await until('Pat is in', async () => {
        await floor.scan('!BPAT');
        return (await floor.station.state()).person?.name === 'Pat Packer';
    });
    await until('it is open', async () => {
        await floor.scan('T-1');
        return (await floor.station.state()).state === 'picking';
    });
    await floor.scan('%TICK');
    await see('it asks why', s => s.armed === 'tick');
    await floor.scan('%TICK-1');
    await see('one is counted', s => s.sum.done === 1 && s.armed !== 'tick');
    await floor.scan('%UNDO');
    await see('it comes out again', s => s.sum.done === 0);
    await floor.scan('%TICK-2');
    await see('the second', s => s.sum.done === 1);
    await floor.scan('4006381333931');
    await see('no item has this code', s => s.alarm === 'unknown_code');
    await floor.scan('%TICK-3');
    await see('the third is a supervisor’s', s => s.notice === 'supervisor' && s.sum.done === 1);
    await floor.scan('!BSUE');
    await see('who signs for it', s => s.sum.done === 2);
    const told = await until('the office is told', async () => {
        const {exceptions} = await office.ask('GET', 'exceptions');
        const labels = exceptions.filter(one => one.kind === 'label');
        return labels.length === 3 && labels.map(one => one.note).sort();
    });
    assert.match(told[0], /^MUG was counted by eye: it bears another, 4006381333931\. Add it/);
    assert.match(told[1], /^MUG was counted by eye: it has no code\. Look/);
    assert.match(told[2], /^MUG was counted by eye: its code cannot be read/);
    // One touch in the office adds the code, and the bench knows it.
    const {exceptions} = await office.ask('GET', 'exceptions?kind=label');
    const {exception_id: id, new_code: code} = exceptions.find(one => one.new_code);
    assert.equal(code, '4006381333931');
    await office.must('POST', `exceptions/${id}/take`, {});
    await until('the bench knows the code', async () => {
        await floor.scan(code);
        return (await floor.station.state()).sum.done === 3;
    });
    await office.must('POST', `exceptions/${id}/reopen`, {});
    const {item_id: mug} = (await office.ask('GET', 'items')).items.find(one => one.sku === 'MUG');
    const {codes} = await office.ask('GET', `items/${mug}`);
    assert.ok(!codes.some(one => one.code.endsWith(code)), JSON.stringify(codes));
    floor.verify();
    await floor.close();
});

test('the lot that follows a tick is judged by its date', async () => {
    const floor = await openFloor('tick-lot');
    const {office} = floor;
    await office.must('POST', 'import?kind=items&format=json', {items: [{sku: 'MILK', name: 'Milk',
        codes: [{code: 'MILK', qty: 1}], needs_lot: true}]});
    await office.load('stock', 'sku,place,qty\nMILK,A-3,10\n');
    await office.must('POST', 'orders', orderOf('T-2', [{sku: 'MILK', qty: 1}]));
    await until('it is open', async () => {
        const s = await floor.station.state();
        await floor.scan(s.state === 'signed_out' ? '!BSUE' : 'T-2');
        return s.state === 'picking';
    });
    await floor.scan('%TICK-1');
    await shows(floor, 'the lot is asked for', s => s.wants === 'lot');
    await floor.scan(']C110L1\x1d17200101');
    const s = await shows(floor, 'it is out of date', one => one.alarm === 'expired');
    assert.equal(s.sum.done, 0);
    await floor.close();
});

test('what belongs to another order of this bench says to which', async () => {
    const floor = await ready('other', 'sku,name\nMAP,Map\n');
    const {office} = floor;
    await office.load('stock', 'sku,place,qty\nMAP,A-4,10\n');
    await office.must('POST', 'orders', orderOf('O-1', [{sku: 'MUG', qty: 1}]));
    await office.must('POST', 'orders', orderOf('O-2', [{sku: 'MAP', qty: 2}]));
    await shows(floor, 'both wait here', s => s.queue?.length === 2);
    await floor.scan('O-1');
    await shows(floor, 'it is open', s => s.state === 'picking');
    await floor.scan('MAP');
    let s = await shows(floor, 'a wrong item', one => one.alarm === 'wrong_item');
    assert.equal(s.other, 'O-2');
    await floor.scan('O-2');
    s = await shows(floor, 'no item', one => one.alarm === 'unknown_code');
    assert.equal(s.other, 'O-2');
    await floor.scan('TEE');
    s = await shows(floor, 'nobody’s', one => one.alarm === 'wrong_item');
    assert.equal(s.other, undefined);
    await floor.packHere('O-1');
    floor.verify();
    await floor.close();
});

test('another lot is taken when it is free and no older, and the books follow', async () => {
    const floor = await ready('lots', 'sku,name,codes,needs_lot\nYOG,Yogurt,9506000134352,1\n');
    const {office} = floor;
    await office.load('stock', 'sku,place,qty,lot,expiry\nYOG,A-1,2,L2,2027-06-01\n' +
        'YOG,A-2,5,L3,2027-07-01\nYOG,A-3,1,L9,2027-08-01\n');
    await office.must('POST', 'orders', orderOf('L-1', [{sku: 'YOG', qty: 2}]));
    // Older than what is allocated, and there since.
    await office.load('stock', 'sku,place,qty,lot,expiry\nYOG,A-4,9,L1,2027-01-01\n');
    await until('open', async () => {
        await floor.scan('L-1');
        return (await floor.station.state()).sum?.want === 2;
    });
    const scan = lot => floor.scan(`]C1010950600013435210${lot}`);
    await until('older, and known here', async () => {
        await scan('L1');
        return (await floor.station.state()).alarm === 'lot_other';
    });
    await scan('L9');
    await shows(floor, 'a fresher one', s => s.sum.done === 1);
    await floor.scan('%UNDO');
    await shows(floor, 'out again', s => s.sum.done === 0);
    await scan('L3');
    await scan('L9');
    await shows(floor, 'one of each', s => s.state === 'weighing');
    await floor.packHere('L-1');
    await floor.isPacked('L-1');
    const {items} = await office.ask('GET', 'items');
    const {item_id: id} = items.find(one => one.sku === 'YOG');
    const {stock} = await office.ask('GET', `items/${id}/stock`);
    const at = Object.fromEntries(stock.filter(row => row.kind === 0)
        .map(row => [row.lot, [row.qty, row.qty_reserved]]));
    assert.deepEqual(at, {L1: [9, 0], L2: [2, 0], L3: [4, 0], L9: [0, 0]});
    const sumsOf = async lot => {
        const sums = await office.must('GET', `items/${id}/recall?lot=${lot}`);
        return [sums.qty_out, sums.qty_back];
    };
    assert.deepEqual([await sumsOf('L9'), await sumsOf('L1')], [[1, 0], [0, 0]]);
    const {moves} = await office.must('GET', `items/${id}/moves?sort=newest&limit=1`);
    assert.equal(moves[0].reason, 'ship');
    const {exceptions} = await office.ask('GET', 'exceptions');
    assert.deepEqual(exceptions, []);
    floor.verify();
    await floor.close();
});
