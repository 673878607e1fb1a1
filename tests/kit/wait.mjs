// wait.mjs - waiting for what comes when it comes. A test never sleeps for as
// long as something should take: it waits until it is so.
export const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));

// Calls check() until it gives something true, and returns that.
export async function until(what, check, ms = 40000) {
    const end = Date.now() + ms;
    for (;;) {
        const got = await check();
        if (got)
            return got;
        if (Date.now() > end)
            throw new Error(`not in time: ${what}`);
        await sleep(50);
    }
}
