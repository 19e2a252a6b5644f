"use strict";
// Finds on this site what `govtui search` finds: its keys (text/fold.py, text/telex.py), tiers (index/read/search.py) and ranking
// (index/read/ranking.py), over the files of site/search_files.py. Where a file is missing, `find` names it and is asked again.
var govtui = (() => {
  const files = new Map(), TONES = "\u0300\u0309\u0303\u0301\u0323", MARKS = /[\u0300-\u036f]/g;
  let missing = new Set();

  // -- keys of words
  const PLAIN = {đ: "d", ð: "d", ɖ: "d", ø: "o", ł: "l", ħ: "h", ŧ: "t", ı: "i", æ: "ae", œ: "oe", þ: "th"};
  const STYLED = /^(?![\u1100-\u11ff])[\p{L}\p{N}](?:(?![\u1100-\u11ff])[\p{L}\p{N}]|[\u0300-\u036f])*$/u;
  const yAsI = word => word.replace(/^(qu|[bcdđghklmnprstvx]*)y$/, "$1i");
  const lower = text => text.toLowerCase().replace(/ς/g, "σ").replace(/ß/g, "ss");
  const plain = letter => {
    let form = letter.normalize("NFKD");
    if (!/[\p{L}\p{N}]/u.test(letter) || !STYLED.test(form)) form = letter.normalize("NFD");
    return lower(form).normalize("NFD").replace(MARKS, "").replace(/[đðɖøłħŧıæœþ]/g, one => PLAIN[one]);
  };
  const kept = new Map();
  const unmark = word => {
    if (!kept.has(word)) kept.set(word, [...word.normalize("NFC").replace(/\p{Cf}/gu, "")].map(plain).join("").normalize("NFC"));
    return kept.get(word);
  };
  const fold = word => yAsI(unmark(word));
  const detone = word => yAsI([...lower(word).normalize("NFD")].filter(one => !TONES.includes(one)).join("")
    .normalize("NFC").replace(/[ðɖ]/g, "đ"));
  const tonekey = word => detone(word) + [...word.normalize("NFD")].map(one => TONES.indexOf(one) + 1 || "").join("");
  const nfc = text => text.normalize("NFC").replace(/(\p{L})([\u0302\u0306])/gu, (both, letter, shape) => {
    const [base, tone, more] = letter.normalize("NFD");  // a tone typed before the shape of its vowel
    const isVietnamese = tone && !more && TONES.slice(0, 4).includes(tone) && (shape === "\u0302" ? /[aeo]/i : /a/i).test(base);
    return isVietnamese ? (base + shape + tone).normalize("NFC") : both;
  });
  const words = text => nfc(text).replace(/\p{Cf}/gu, "").replace(/[^\p{L}\p{M}\p{N}]+/gu, " ").split(" ").filter(one => one && fold(one));

  // -- TELEX and VNI
  const CIRCUMFLEX = {a: "â", e: "ê", o: "ô"}, HORN = {o: "ơ", u: "ư"}, BREVE = {a: "ă"}, SHAPED = "ăâêôơư", VOWELS = "aeiouy" + SHAPED;
  const SYLLABLE = /^(?:qu|gi|[bcdđghklmnpqrstvx]{0,3})(?:a|ai|ao|au|ay|e|eo|eu|i|ia|ie|ieu|iu|o|oa|oai|oao|oay|oe|oeo|oi|oo|u|ua|uay|ue|ueu|ui|uo|uoi|uou|uu|uy|uya|uye|uyu|y|ye|yeu)(?:ch|ng|nh|[ckmnpt])?$/;
  const TELEX = {f: 1, r: 2, x: 3, s: 4, j: 5}, VNI = {2: 1, 3: 2, 4: 3, 1: 4, 5: 5};
  const typed = (word, isTelex) => {
    const all = [];
    let tone = "";
    const last = among => [...all].reverse().find(one => among.includes(one));
    const ofQu = at => all[at] === "u" && at > 0 && all[at - 1] === "q";
    const put = letter => all.push(letter) > 0;
    const shape = shapes => {
      for (let at = all.length - 1; at >= 0; at--) if (shapes[all[at]] && !ofQu(at)) return all[at] = shapes[all[at]];
      return false;
    };
    const setTone = other => other !== tone && ((tone = other), true);
    const stroke = () => all[0] === "d" && (all[0] = "đ");
    const horns = () => {
      for (let at = 0; at + 1 < all.length; at++) if (all[at] === "u" && !ofQu(at)) {
        if (all[at + 1] === "o") return all[at + 1] = "ơ";
        if ("ơu".includes(all[at + 1])) return all[at] = "ư";
      }
      return false;
    };
    const hornOrBreve = () => {
      for (let at = 0; at + 1 < all.length; at++) if (all[at] === "u" && all[at + 1] === "a" && !ofQu(at)) return all[at] = "ư";
      return horns() || shape({...HORN, ...BREVE});
    };
    const telex = key => {
      if (TELEX[key] && last(VOWELS)) return setTone(TELEX[key]);
      if (key === "z") return setTone("");
      if (key === "w") return hornOrBreve() || (!last(SHAPED) && put("ư"));
      if (key === "d" && all.includes("d")) return stroke();
      if (CIRCUMFLEX[key]) {
        if (all.length && all[all.length - 1] === CIRCUMFLEX[key]) return all.splice(-1, 1, key, key);
        if (last("aeo" + SHAPED) === key) return shape(CIRCUMFLEX);
      }
      return put(key);
    };
    const vni = key => VNI[key] ? last(VOWELS) && setTone(VNI[key]) : key === "0" ? setTone("") : key === "6" ? shape(CIRCUMFLEX)
      : key === "7" ? horns() || shape(HORN) : key === "8" ? shape(BREVE) : key === "9" ? stroke() : put(key);
    if (![...word].every(isTelex ? telex : vni)) return null;
    const base = all.join("").replace(/(^|[^q])(?:ưo|uơ)(?=.)/g, "$1ươ");
    if (!SYLLABLE.test([...base].map(one => SHAPED.includes(one) ? unmark(one) : one).join(""))) return null;
    return tone || base !== word ? {folded: [...new Set([fold(base), unmark(base)])], toned: yAsI(base) + tone} : null;
  };
  const reading = text => {
    const low = text.toLowerCase();
    return (/^[a-z]+$/.test(low) && typed(low, true)) || (/^[a-z0-9]+$/.test(low) && typed(low, false)) || null;
  };

  // -- the line
  const word = (text, unfinished, years) => ({text, folded: [...new Set(unfinished ? [fold(text), unmark(text)] : [fold(text)])],
    toned: tonekey(text), reading: reading(text), unfinished, years});
  // Symbols of Vietnamese texts as they are printed: no "số" before the number, two digits, "NĐ-CP" for "ndcp" (model/symbols.py).
  const SIGN = /\d\s*[/\u2010-\u2015-]/;
  const JOINED = /^(nd|qd|nqlt|nq|ttlt|tt|ct|kh)(cp|ttg|ctn|tw|hdnd|ubnd|vpcp|tandtc|vksndtc|ktnn|nhnn|btc|bnv|btp|bca|bqp|bng|bct|bxd|byt|bgddt|bkhcn)$/;
  const asPrinted = line => !SIGN.test(line) ? line : line
    .replace(/(^|[^\p{L}\p{N}])(?:số|sô|so|soos|so61|no\.?|n[°º])\s*[:.]?\s*(?=\d{1,5}\s*(?:\/\s*(?:19|20)\d\d(?!\d)|[/-]\s*\p{L}))/giu, "$1")
    .replace(/(^|[^\p{L}\p{N}_/.,-])(\d)(?=\s*\/\s*(?:19|20)\d\d\s*\/)/gu, "$10$2")
    .replace(/\p{L}+/gu, token => (JOINED.exec(fold(token).replace("dd", "d")) || ["", token]).slice(1).join("-"));
  const YEAR = /^[([“]?((?:1[5-9]|20|21)\d\d)(?:[-–]((?:1[5-9]|20|21)\d\d))?[.,;:!?)\]”"]*$/;
  const parse = typed => {
    const line = asPrinted(nfc(typed)), all = words(line), end = /\S+$/.exec(line), years = new Map(), tokens = line.split(/\s+/);
    tokens.forEach((token, at) => {
      const found = YEAR.exec(token), span = [];
      for (let year = found ? +found[1] : 1; found && year <= (found[2] || found[1]); year++) span.push(String(year));
      if (span.length) [found[1], found[2], fold(tokens[at - 1] || "") === "nam" && tokens[at - 1]].forEach(one => years.set(one, span));
    });
    return all.map((text, at) => {
      const unfinished = at === all.length - 1 && !!end && words(end[0]).length > 0;
      return word(text, unfinished, years.get(text) || []);
    });
  };
  // A type before a number ("nghị định 30/2016"): the words without it, and the types; few names have theirs.
  const ofType = (line, found, types) => {
    const number = found.findIndex(one => /^\d/.test(one.text));
    for (let first = 0; SIGN.test(line) && first < number; first++) {
      const said = found.slice(first, number).map(one => fold(one.text)).join(" ");
      const meant = types.filter(([, label, , ...others]) => [label, ...others].some(one => words(one).map(fold).join(" ") === said));
      if (!meant.length) continue;
      const {text, unfinished, years} = found[number], forms = text.length > 1 ? [text] : [text, "0" + text];
      return forms.map(one => ({words: [...found.slice(0, first), word(one, unfinished, years), ...found.slice(number + 1)], types: meant}));
    }
    return [];
  };

  // -- files
  const get = name => {
    if (!files.has(name)) missing.add(name);
    return files.get(name) || [];
  };
  const take = (name, ...data) => {
    if (/^[tx]-/.test(name)) data[0] = Object.entries(data[0]);
    if (name === "index") for (const part of ["terms", "texts", "years"]) data[0][part] = data[0][part].split(" ");
    files.set(name, data);
  };
  const VALUE = new Uint8Array(128);
  [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"].forEach((one, at) => { VALUE[one.charCodeAt(0)] = at; });
  const each = (packed, see) => {
    let at = 0, number = 0, scale = 1;
    for (let n = 0; packed && n < packed.length; n++) {
      const value = VALUE[packed.charCodeAt(n)];
      number += (value & 31) * scale;
      scale *= 32;
      if (value < 32) { see(at += number); number = 0; scale = 1; }
    }
  };
  const beginning = (word, length) => {
    const all = [...word].slice(0, length), end = all.findIndex(one => !/[a-z0-9]/.test(one));
    return end < 0 ? all.join("") : all.slice(0, end).join("") + "~";
  };
  const fileOf = (two, index) => [two, two[0] + "-"].find(one => index.terms.includes(one));
  // The files that have the words that are, or begin with, a form, each with the first field that is in it.
  const filesOf = (form, unfinished, index, asked) => {
    const two = beginning(form, 2), three = beginning(form, 3), out = [];
    const isWhole = length => !unfinished || beginning(form, length).length === length || /~$/.test(two);
    for (const name of isWhole(2) ? [fileOf(two, index)] : index.terms.filter(one => one.startsWith(two))) {
      if (!name) continue;
      out.push([get("t-" + name)[0] || [], 0]);
      const texts = isWhole(3) ? [three] : [form];
      for (const text of texts) if (index.texts.includes(text)) out.push([get("x-" + text)[0] || [], 2]);
      if (!isWhole(3) && index.texts.some(one => one.startsWith(two))) asked.limited = true;
    }
    return out;
  };
  const whole = (phrase, index) => {
    const name = fileOf(beginning(phrase.split(" ")[0], 2), index);
    return (name && get("t-" + name)[1]) || {};
  };
  const crc = text => {
    let sum = -1;
    for (let at = 0; at < 2 * text.length; at++) {
      sum ^= text.charCodeAt(at >> 1) >> 8 * (at % 2) & 255;
      for (let bit = 0; bit < 8; bit++) sum = sum >>> 1 ^ (sum & 1 && 0xedb88320);
    }
    return (~sum >>> 0).toString(16);
  };

  // -- tiers: of each record the fields that have a word, without accents, and 4 bits further as typed
  const NAMES = 3, tierOf = Array.from({length: 16}, (_, bits) => [1, 2, 4, 8, 0].findIndex(bit => !bit || bits & bit));  // 4 for none
  const isAsTyped = (surface, one) => {
    const bare = text => text.replace(/[1-5]+$/, "");
    return surface === one.toned || (one.unfinished && (surface.startsWith(one.toned) || (bare(surface).startsWith(bare(one.toned))
      && (!/[1-5]$/.test(one.toned) || surface.endsWith(one.toned.slice(-1))))));
  };
  const having = (one, index, asked) => {
    const found = new Uint8Array(index.n);
    one.occurs = false;
    for (const form of one.folded) for (const [terms, first] of filesOf(form, one.unfinished, index, asked)) {
      for (const [term, surfaces] of terms) if (term === form || (one.unfinished && term.startsWith(form))) {
        for (const surface of Object.keys(surfaces)) {
          const exact = isAsTyped(surface || term, one);
          surfaces[surface].forEach((packed, field) => {
            const bits = (exact ? 17 : 1) << (first + field);
            each(packed, at => found[at] |= bits);
            one.occurs = true;
          });
        }
      }
    }
    return found;
  };
  const dated = (one, found, index) => {
    for (const asked of one.years) {
      const year = index.years.filter(listed => listed && listed <= asked).pop();
      if (year) each((get("y-" + year.slice(0, 3))[0] || {})[year], at => found[at] |= 4 * 17);
    }
  };

  // How well records fit the words of a line: the first of 12 tiers, -1 for none.
  const ranking = (run, index, asked) => {
    const masks = run.words.map(one => having(one, index, asked)), ofType = run.types && new Uint8Array(index.n);
    const words = run.words.map((one, at) => {
      const read = one.reading && !one.occurs && !missing.size && {...one, ...one.reading, reading: null};
      const found = read && having(read, index, asked);
      if (!read || !read.occurs) return one;
      masks[at] = found;
      return read;
    });
    words.forEach((one, at) => dated(one, masks[at], index));
    const reads = words.map(one => one.reading && having({...one, ...one.reading, unfinished: false}, index, asked));
    (run.types || []).forEach(one => each(one[2], at => { ofType[at] = 1; }));
    const rankOf = at => {
      let exact = 0, loose = 0, read = 0;
      if (ofType && !ofType[at]) return -1;
      for (let number = 0; number < masks.length; number++) {
        const bits = masks[number][at], also = reads[number] ? tierOf[reads[number][at] >> 4] : 4;
        exact = Math.max(exact, tierOf[bits >> 4]);
        loose = Math.max(loose, tierOf[bits & 15]);
        read = Math.max(read, Math.min(tierOf[bits & 15], also));
        if (read > 3) return -1;
      }
      return Math.min(exact, loose) > 3 ? 8 + read : Math.min(2 * exact, 2 * loose + 1);
    };
    return {words, masks, rankOf};
  };

  // Returns what a line finds, with counts by facet; null where files are missing.
  const FACETS = ["kind", "type", "country", "year"];
  const find = (line, chosen) => {
    missing.clear();
    const index = get("index")[0], asked = {limited: false, short: false}, facets = FACETS.map(dim => get("f-" + dim)[0] || []);
    if (!index) return null;
    let typed = parse(line);
    if (index.n > FEW) typed = typed.map(one => one.unfinished && [...one.text].length < 2 ? {...one, unfinished: false} : one);
    if (index.n > FEW && typed.length === 1 && [...typed[0].text].length < 2) { asked.short = true; typed = []; line = ""; chosen = {}; }
    const runs = [{words: typed}, ...ofType(line, typed, facets[1])].map(run => ranking(run, index, asked));
    const passes = new Uint8Array(index.n), wanted = FACETS.map(dim => (chosen || {})[dim]);
    wanted.forEach((value, dim) => {
      if (value) facets[dim].forEach(one => one[0] === value && each(one[2], at => passes[at] |= 1 << dim));
      else for (let at = 0; at < index.n; at++) passes[at] |= 1 << dim;
    });
    const isAsked = typed.length > 0 || (!line.trim() && wanted.some(Boolean));
    if (missing.size) return null;

    const isSource = new Uint8Array(index.n), ranks = new Int8Array(index.n), tiers = [];
    facets[0].forEach(one => one[0] === "source" && each(one[2], at => isSource[at] = 1));
    for (let at = 0; at < index.n; at++) {
      ranks[at] = runs.reduce((best, run) => { const rank = run.rankOf(at); return rank < 0 || (best >= 0 && best < rank) ? best : rank; }, -1);
      if (ranks[at] < 0) passes[at] = 0;
      if (isAsked && passes[at] === 15) (tiers[2 * ranks[at] + isSource[at]] = tiers[2 * ranks[at] + isSource[at]] || []).push(at);
    }
    const counts = {};
    FACETS.forEach((dim, number) => {
      counts[dim] = facets[number].map(([value, label, packed]) => {
        let count = 0;
        each(packed, at => count += (passes[at] | 1 << number) === 15 && ranks[at] >= 0);
        return [value, label, count];
      }).filter(([value, , count]) => count || value === wanted[number]);
    });
    const found = tiers.filter(Boolean), docs = best(runs, found, ranks, index);
    return missing.size ? null : {...asked, isAsked, words: [].concat(...runs.map(run => run.words)), docs, counts, isClaim: at => [6, 7, 11].includes(ranks[at])};
  };

  // -- ranking
  const HEAD = 100, SEARCHED = 2000, FILES = 40, FEW = 5000;
  const row = (at, index) => (get("r-" + Math.floor(at / index.chunk))[0] || [])[at % index.chunk];
  const namesOf = one => one ? [one[2], ...one.slice(8).filter((_, at) => at % 2)] : [];
  const said = name => " " + words(name).map(fold).join(" ");
  const best = (runs, found, ranks, index) => {
    const asked = runs[0].words, phraseOf = all => all.map(one => one.folded[0]).join(" "), isAccented = all => all.some(one => !one.folded.includes(one.toned));
    if (!asked.length) return [].concat(...found);
    const phrase = phraseOf(asked), accented = isAccented(asked), ranked = new Set(), named = new Set();
    const wholeOf = call => whole(call, index)[/^\d/.test(call) ? call : crc(call)];
    for (const {words: all, masks} of runs) {
      const begun = phraseOf(all), last = all[all.length - 1], calls = whole(begun, index), needsAccents = isAccented(all);
      const add = packed => each(packed, at => {
        if (!needsAccents || masks.every(mask => mask[at] & NAMES << 4)) ranked.add(at);
      });
      add(wholeOf(begun));
      if (all.length > 1 && /^\d/.test(all[0].text))
        Object.keys(calls).forEach(call => call.startsWith(last.unfinished ? begun : begun + " ") && add(calls[call]));
    }
    const docs = [], among = (number, tier, fits) => tier.forEach(at => docs.length < HEAD && fits(at) && docs.push([number, at]));
    found.forEach(tier => among(-1, tier, at => ranked.has(at)));
    if (runs.length === 1 && asked.length > 1 && found.length && found[0].length > HEAD && found[0].length <= SEARCHED && ranks[found[0][0]] < 2) {
      const rest = found[0].filter(at => !ranked.has(at));
      if (new Set(rest.map(at => Math.floor(at / index.chunk))).size <= FILES) {
        const having = rest.filter(at => namesOf(row(at, index)).some(name => said(name).includes(" " + phrase)));
        having.forEach(at => docs.length < HEAD && docs.push([0, at]));
        having.forEach(at => ranked.add(at));
      }
    }
    for (const {words: all} of runs) for (const one of all.length > 1 ? all : [])
      if (!/^\d+$/.test(one.text)) each(wholeOf(one.folded[0]), at => ranked.has(at) || named.add(at));
    found.forEach((tier, number) => {
      among(number, tier, at => named.has(at));
      among(number, tier, at => !ranked.has(at) && !named.has(at));
    });
    const places = docs.map(([number, at], place) => {
      const names = ranks[at] < 2 && runs.length === 1 ? namesOf(row(at, index)) : [], texts = names.map(said);
      const how = texts.some(text => text.startsWith(" " + phrase)) ? 0 : texts.some(text => text.includes(" " + phrase)) ? 1 : 2;
      return [number, how < 2 && accented && differs(names, asked) ? 1 : 0, how, place, at];
    });
    const head = places.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3]).map(one => one[4]), first = new Set(head);
    return head.concat(...found.map(tier => tier.filter(at => !first.has(at))));
  };
  const differs = (names, asked) => !names.some(name => {
    const tokens = words(name).map(one => [fold(one), tonekey(one)]);
    return tokens.some((_, start) => start + asked.length <= tokens.length && asked.every((one, at) => {
      const [folded, toned] = tokens[start + at], isPlain = one.folded.includes(one.toned);
      const key = isPlain ? folded : toned, forms = isPlain ? one.folded : [one.toned];
      return key === forms[0] || (one.unfinished && forms.some(form => key.startsWith(form)));
    }));
  });

  // -- the page
  const start = form => {
    const say = form.dataset, status = document.getElementById("found"), list = document.getElementById("results"), PAGE = 30;
    const more = document.getElementById("more"), selects = FACETS.map(dim => form.elements[dim]);
    const field = document.querySelector("header input[name=q]"), links = document.querySelectorAll("a.language");
    const language = document.documentElement.lang, number = count => count.toLocaleString(language);
    const heading = document.title;
    let turn = 0, shown = PAGE;
    const load = name => new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = say.files + name + ".js?" + say.version;
      script.onload = () => { script.remove(); files.has(name) ? done() : failed(); };
      script.onerror = () => { script.remove(); failed(); };
      document.head.append(script);
    });
    const complete = async (read, mine) => {
      for (;;) {
        missing.clear();
        const result = read();
        if (!missing.size) return result;
        await Promise.all([...missing].map(load));
        if (mine !== turn) return null;
      }
    };
    const put = (parent, name, text, attributes) => {
      const made = document.createElement(name);
      Object.assign(made, attributes);
      if (text) made.append(text);
      parent.append(made);
      return made;
    };
    // How many letters of a word of a text are to be marked.
    const hit = (token, asked) => {
      const folded = fold(token), begun = unmark(token);
      let length = 0;
      for (const one of asked) {
        if ([...one.folded, ...(one.reading ? one.reading.folded : [])].includes(folded)) return token.length;
        for (const form of one.unfinished ? one.folded : []) if (folded.startsWith(form) || begun.startsWith(form)) {
          let end = 1;
          while (end < token.length && unmark(token.slice(0, end)).length < form.length) end++;
          length = Math.max(length, end);
        }
      }
      return length;
    };
    const marked = (parent, text, asked) => {
      let at = 0;
      for (const {0: token, index} of text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
        const length = hit(token, asked);
        if (!length) continue;
        parent.append(text.slice(at, index));
        put(parent, "mark", text.slice(index, at = index + length));
      }
      parent.append(text.slice(at));
    };
    const result = (at, found, index) => {
      const [page, kind, name, missingIn, isDisputed, type, date, place, ...others] = row(at, index), item = document.createElement("li");
      const [folder, label] = index.kinds[kind] || ["records", ""];
      const title = put(item, page ? "a" : "span", "", page ? {href: `${folder}/${page}.html`} : {});
      marked(title, name, found.words);
      if (missingIn) {
        title.lang = missingIn;
        item.append(" ");
        put(item, "small", `(${index.languages[missingIn] || missingIn})`);
      }
      for (let n = 0; n + 1 < others.length; n += 2) marked(put(item, "p", "", {className: "other", lang: others[n]}), others[n + 1], found.words);
      const facts = put(item, "p", [label, type, date, place].filter((one, n, all) => one && all.indexOf(one) === n).join(" · "), {className: "facts"});
      for (const [is, sign, told, className] of [[found.isClaim(at), "+", say.elsewhere, "also"], [isDisputed, "≠", say.differs, "differs"]]) {
        if (!is) continue;
        facts.append(" · ");
        put(facts, "span", `${sign} ${told}`, {className});
      }
      return item;
    };
    const ask = async () => {
      const mine = ++turn, line = field.value, chosen = {};
      selects.forEach(one => { if (one.value) chosen[one.name] = one.value; });
      list.setAttribute("aria-busy", "true");
      setTimeout(() => { if (mine === turn && list.hasAttribute("aria-busy")) status.textContent = say.busy; }, 400);
      try {
        const found = await complete(() => find(line, chosen), mine);
        if (!found || mine !== turn) return;
        const index = get("index")[0], some = found.docs.slice(0, shown);
        if (await complete(() => some.map(at => row(at, index)), mine) === null || mine !== turn) return;
        list.replaceChildren(...some.map(at => result(at, found, index)));
        more.hidden = found.docs.length <= shown;
        const count = found.docs.length, told = found.short ? say.short : !found.isAsked ? say.idle.replace("{n}", number(index.n)) : !count ? say.none : (count === 1 ? say.one : say.many).replace("{n}", number(count));
        status.textContent = told + (found.limited ? ` ${say.limited}` : "");
        selects.forEach(one => {
          const value = one.value, all = one.options[0];
          one.replaceChildren(all, ...found.counts[one.name].map(([key, label, n]) => new Option(`${label || key} (${number(n)})`, key, false, key === value)));
          one.disabled = one.options.length < 2;
        });
      } catch (error) {
        if (mine === turn) { status.textContent = say.failed; list.replaceChildren(); more.hidden = true; }
      }
      if (mine === turn) list.removeAttribute("aria-busy");
    };
    const renew = () => {
      const asked = new URLSearchParams();
      for (const one of [field, ...selects]) if (one.value.trim()) asked.set(one.name, one.value);
      const query = asked.toString() ? `?${asked}` : "";
      try { history.replaceState(null, "", query || location.pathname); } catch (error) { /* from a disk some browsers refuse */ }
      links.forEach(one => { one.search = query; });
      document.title = field.value.trim() ? `${field.value.trim()} – ${heading}` : heading;
      shown = PAGE;
      ask();
    };
    const read = () => {
      const asked = new URLSearchParams(location.search);
      field.value = asked.get("q") || "";
      selects.forEach(one => {
        const value = asked.get(one.name) || "";
        if (value && ![...one.options].some(option => option.value === value)) one.append(new Option(value, value));
        one.value = value;
      });
    };
    form.addEventListener("change", renew);
    field.addEventListener("input", renew);
    for (const one of [form, field.form]) one.addEventListener("submit", event => { event.preventDefault(); renew(); status.focus(); });
    window.addEventListener("popstate", () => { read(); ask(); });
    more.addEventListener("click", async () => {
      const next = list.children.length;
      shown += PAGE;
      await ask();
      const link = list.children[next] && list.children[next].querySelector("a");
      if (link) link.focus();
    });
    read();
    form.hidden = false;
    if (!field.value) field.focus();
    renew();
  };
  if (typeof document !== "undefined") start(document.getElementById("search"));
  return {take, find, missing, fold, tonekey, words, reading};
})();
