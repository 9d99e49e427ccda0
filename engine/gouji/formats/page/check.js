
'use strict';
(function () {
  // 数据在 #data 里；页面上的字一律用 textContent 写，报告里的标签不会变成标签
  var DATA = JSON.parse(document.getElementById('data').textContent);
  var FINDINGS = DATA.findings, BATCH = 60, NS = 'http://www.w3.org/2000/svg';
  var WORDS = {}, LOUD = {};
  DATA.grades.forEach(function (g, n) { WORDS[g[0]] = g; LOUD[g[0]] = n; });
  FINDINGS.forEach(function (f, n) { f.no = n + 1; });
  var ICONS = {
    must: [['circle', {cx: 7, cy: 7, r: 7, fill: 'currentColor'}], ['path', {d: 'M4.5 4.5l5 5m0-5l-5 5', stroke: '#fff', 'stroke-width': 1.8}]],
    should: [['path', {d: 'M7 .8L13.6 13H.4z', fill: 'none', stroke: 'currentColor', 'stroke-width': 1.6}], ['path', {d: 'M7 5v4', stroke: 'currentColor', 'stroke-width': 1.6}], ['circle', {cx: 7, cy: 11, r: .9, fill: 'currentColor'}]],
    look: [['circle', {cx: 7, cy: 7, r: 6, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.6, 'stroke-dasharray': '3 1.6'}], ['path', {d: 'M5.2 5.4a1.9 1.9 0 1 1 2.6 1.9c-.6.3-.8.6-.8 1.2', fill: 'none', stroke: 'currentColor', 'stroke-width': 1.4}], ['circle', {cx: 7, cy: 10.4, r: .8, fill: 'currentColor'}]],
    note: [['rect', {x: .8, y: .8, width: 12.4, height: 12.4, rx: 1.5, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.6}], ['path', {d: 'M7 6v5', stroke: 'currentColor', 'stroke-width': 1.6}], ['circle', {cx: 7, cy: 3.9, r: 1, fill: 'currentColor'}]]
  };
  var S = {grade: 'all', rule: '', order: 'loud', open: 0, drawn: 0, shown: []};
  var $ = function (id) { return document.getElementById(id); };

  function make(tag, kind, text) {
    var e = document.createElement(tag);
    if (kind) e.className = kind;
    if (text != null) e.textContent = text;
    for (var n = 3; n < arguments.length; n++) if (arguments[n]) e.appendChild(arguments[n]);
    return e;
  }
  function draw(tag, given, inside) {
    var e = document.createElementNS(NS, tag);
    Object.keys(given).forEach(function (k) { e.setAttribute(k, given[k]); });
    (inside || []).forEach(function (one) { e.appendChild(one); });
    return e;
  }
  function button(kind, text, act) {
    var b = make('button', kind, text);
    b.type = 'button';
    b.addEventListener('click', act);
    return b;
  }
  function severity(grade) {
    var icon = draw('svg', {viewBox: '0 0 14 14', 'aria-hidden': 'true'}, ICONS[grade].map(function (i) { return draw(i[0], i[1]); }));
    var e = make('span', 'sev ' + grade);
    e.appendChild(icon);
    e.appendChild(document.createTextNode(WORDS[grade][1]));
    return e;
  }

  /* 覆盖条 */
  function coverage() {
    var total = 0, count = {};
    DATA.states.forEach(function (s) { total += s[2]; count[s[0]] = s[2]; });
    var checked = count.ok + count.bad + count.look;
    $('sum').textContent = '读出 ' + total + ' 处，核对了 ' + checked + ' 处';
    $('rest').textContent = count.free + ' 处没有可核对的关系，' + count.lost + ' 处没读懂';
    DATA.states.forEach(function (s) {
      if (s[2]) { var part = make('i', s[0]); part.style.flex = s[2]; $('bar').appendChild(part); }
      var b = button('', null, function () {
        var on = b.getAttribute('aria-pressed') === 'true';
        b.setAttribute('aria-pressed', String(!on));
        $('paper').classList.toggle('off-' + s[0], on);
      });
      b.setAttribute('aria-pressed', 'true');
      b.dataset.state = s[0];
      b.title = '点一下，在原文里隐藏或显示';
      b.appendChild(make('span', 'fig ' + s[0], s[1]));
      b.appendChild(make('b', '', s[2]));
      $('legend').appendChild(b);
    });
    $('bar').setAttribute('aria-label', DATA.states.map(function (s) { return s[1] + s[2] + '处'; }).join('，'));
  }

  /* 筛选 */
  function filters() {
    var count = {all: FINDINGS.length}, rules = {};
    FINDINGS.forEach(function (f) {
      count[f.grade] = (count[f.grade] || 0) + 1;
      (rules[f.rule] = rules[f.rule] || {title: f.title, n: 0}).n++;
    });
    ['all'].concat(DATA.grades.map(function (g) { return g[0]; })).forEach(function (g) {
      var chip = button('chip', null, function () { S.grade = g; list(); });
      chip.dataset.grade = g;
      chip.appendChild(g === 'all' ? document.createTextNode('全部') : severity(g));
      chip.appendChild(make('b', '', count[g] || 0));
      $('chips').appendChild(chip);
    });
    var any = make('option', '', '全部规则');
    any.value = '';
    $('rule').appendChild(any);
    Object.keys(rules).sort(function (a, b) { return rules[b].n - rules[a].n || (a < b ? -1 : 1); }).forEach(function (r) {
      var o = make('option', '', rules[r].title + '（' + rules[r].n + '）');
      o.value = r;
      $('rule').appendChild(o);
    });
    $('rule').addEventListener('change', function () { S.rule = this.value; list(); });
    $('order').addEventListener('change', function () { S.order = this.value; list(); });
    if (!FINDINGS.length) { $('tools').hidden = true; $('clean').hidden = false; }
  }
  function passes(f) { return (S.grade === 'all' || f.grade === S.grade) && (!S.rule || f.rule === S.rule); }

  /* 清单：一次只画一批，滚到底再画 */
  function list() {
    S.shown = FINDINGS.filter(passes);
    if (S.order === 'loud') S.shown.sort(function (a, b) { return LOUD[a.grade] - LOUD[b.grade] || a.no - b.no; });
    [].forEach.call($('chips').children, function (c) { c.setAttribute('aria-pressed', String(c.dataset.grade === S.grade)); });
    $('cards').textContent = '';
    S.drawn = 0;
    if (S.open && S.shown.indexOf(FINDINGS[S.open - 1]) < 0) S.open = 0;
    more(Math.max(BATCH, S.open ? S.shown.indexOf(FINDINGS[S.open - 1]) + 1 : 0));
    if (!S.shown.length && FINDINGS.length) $('cards').appendChild(make('p', 'pad', '这一类没有问题。'));
    $('list').scrollTop = 0;
    $('said').textContent = '显示 ' + S.shown.length + ' 条，共 ' + FINDINGS.length + ' 条';
    highlight();
  }
  function more(until) {
    var part = document.createDocumentFragment(), end = Math.min(until, S.shown.length);
    for (; S.drawn < end; S.drawn++) {
      var f = S.shown[S.drawn], before = S.shown[S.drawn - 1];
      if (S.order === 'loud' && (!before || before.grade !== f.grade)) part.appendChild(make('h2', '', null, severity(f.grade), make('small', '', WORDS[f.grade][2])));
      part.appendChild(card(f));
    }
    $('cards').appendChild(part);
  }
  function card(f) {
    var e = make('article', 'f ' + f.grade), head = button('hd', null, function () { S.open === f.no ? close() : open(f.no, true); });
    e.id = 'f' + f.no;
    head.setAttribute('aria-expanded', 'false');
    head.appendChild(make('span', 'no', f.no));
    head.appendChild(make('span', 'msg', f.message));
    head.appendChild(draw('svg', {'class': 'car', viewBox: '0 0 14 14', fill: 'none', 'stroke-width': 2, 'aria-hidden': 'true'}, [draw('path', {d: 'M5 2l5 5-5 5'})]));
    head.appendChild(make('span', 'at', (S.order === 'doc' ? WORDS[f.grade][1] + '　' : '') + [f.place, f.heading].filter(Boolean).join('　')));
    e.appendChild(head);
    if (S.open === f.no) unfold(e, f);
    return e;
  }
  function unfold(e, f) {
    var b = make('div', 'bd');
    e.classList.add('open');
    e.firstChild.setAttribute('aria-expanded', 'true');
    if (f.working.length) {
      b.appendChild(make('h3', '', '怎么算的'));
      var w = b.appendChild(make('div', 'work'));
      f.working.forEach(function (line) { w.appendChild(make('p', '', line)); });
    }
    if (f.note) b.appendChild(make('p', '', f.note));
    b.appendChild(make('h3', '', '用到的数和话（点一下，看原文）'));
    var ops = b.appendChild(make('div', 'ops'));
    f.evidence.forEach(function (v) {
      var op = v[2] < 0 ? make('span', 'op') : button('op', null, function () { tab('doc'); reveal($('p' + v[2])); });
      op.appendChild(make('i', '', v[0]));
      op.appendChild(make('b', '', v[1]));
      ops.appendChild(op);
    });
    if (f.repairs.length) b.appendChild(make('h3', '', '改哪一个就能对上（原文件没有改动）'));
    f.repairs.forEach(function (r) {
      var what = make('div', '', r[0] + '　', make('s', '', r[1]));
      what.appendChild(document.createTextNode(' → '));
      what.appendChild(make('b', '', r[2]));
      b.appendChild(make('div', 'fix', null, what, make('span', '', r[3])));
    });
    b.appendChild(make('h3', '', '依据'));
    var basis = b.appendChild(make('div', 'basis', f.basis));
    if (f.doubt) { basis.appendChild(make('br')); basis.appendChild(make('span', 'un', f.doubt)); }
    if (f.overridden) basis.appendChild(make('p', '', f.overridden));
    b.appendChild(make('p', 'rid', '规则：' + f.title + '（' + f.rule + '）'));
    e.appendChild(b);
  }
  function fold() {
    var e = S.open && $('f' + S.open);
    if (e) {
      e.classList.remove('open');
      e.firstChild.setAttribute('aria-expanded', 'false');
      if (e.lastChild !== e.firstChild) e.removeChild(e.lastChild);
    }
  }
  function open(no, scroll) {
    var f = FINDINGS[no - 1], at;
    if (!passes(f)) { S.grade = 'all'; S.rule = ''; $('rule').value = ''; S.open = no; list(); }
    fold();
    S.open = no;
    at = S.shown.indexOf(f);
    if (at >= S.drawn) more(at + BATCH);
    var e = $('f' + no);
    if (!e.classList.contains('open')) unfold(e, f);
    highlight();
    var L = $('list'), r = e.getBoundingClientRect(), l = L.getBoundingClientRect();
    if (r.top < l.top + 38 || r.top + Math.min(r.height, l.height - 40) > l.bottom) L.scrollTop += r.top - l.top - 39;
    e.firstChild.focus({preventScroll: true});
    if (scroll) { var first = pieces(f)[0]; if (first) reveal(first); }
  }
  function close() {
    var e = S.open && $('f' + S.open);
    fold();
    S.open = 0;
    highlight();
    if (e) e.firstChild.focus({preventScroll: true});
  }

  /* 原文 */
  function pieces(f) {
    var found = [];
    f.evidence.forEach(function (v) { if (v[2] >= 0) for (var n = v[2]; n <= v[3]; n++) { var e = $('p' + n); if (e) found.push(e); } });
    return found.sort(function (a, b) { return a.id.slice(1) - b.id.slice(1); });
  }
  function reveal(e) {
    var D = $('docpane');
    if (!D.clientHeight) return;
    for (var tries = 0; tries < 3; tries++) { // 远处的段落滚到了才量得准
      var r = e.getBoundingClientRect(), d = D.getBoundingClientRect();
      if (r.top >= d.top + 40 && r.bottom <= d.bottom - 60) break;
      D.scrollTop += r.top - d.top - d.height / 3;
    }
    wire();
  }
  function highlight() {
    [].forEach.call(document.querySelectorAll('.fig.on'), function (e) { e.classList.remove('on'); e.removeAttribute('data-role'); });
    if (S.open) FINDINGS[S.open - 1].evidence.forEach(function (v) {
      for (var n = v[2]; n >= 0 && n <= v[3]; n++) {
        var e = $('p' + n);
        if (!e) continue;
        e.classList.add('on');
        if (n === v[2]) e.setAttribute('data-role', v[0]);
      }
    });
    wire();
  }
  function wire() { // 勾稽线：把这一条用到的各行在左边连起来
    var W = $('wire'), P = $('paper').getBoundingClientRect();
    W.textContent = '';
    if (!S.open || !P.height) return;
    var ys = [];
    [].forEach.call(document.querySelectorAll('.fig.on'), function (e) {
      var r = e.getClientRects()[0], y = r && Math.round(r.top - P.top + r.height / 2);
      if (r && !ys.some(function (z) { return Math.abs(z - y) < 8; })) ys.push(y);
    });
    if (!ys.length) return;
    var narrow = P.width < 500, x0 = narrow ? 10 : 34, x1 = narrow ? 24 : 52, a = Math.min.apply(0, ys), b = Math.max.apply(0, ys);
    if (a === b) { a -= 11; b += 11; ys = []; }
    W.appendChild(draw('path', {d: 'M' + x1 + ' ' + a + 'H' + x0 + 'V' + b + 'H' + x1}));
    ys.forEach(function (y) { W.appendChild(draw('path', {d: 'M' + x0 + ' ' + y + 'H' + x1})); W.appendChild(draw('circle', {cx: x1, cy: y, r: 3.5})); });
    var n = draw('text', {x: x0, y: (a + b) / 2 + 4});
    n.textContent = S.open;
    W.appendChild(draw('circle', {cx: x0, cy: (a + b) / 2, r: Math.max(11, 4 + 4 * String(S.open).length)}));
    W.appendChild(n);
  }
  $('paper').addEventListener('click', function (event) {
    var e = event.target.closest('.fig[data-f]');
    if (!e) return;
    var all = e.dataset.f.split(' ').map(Number), at = all.indexOf(S.open);
    tab('list');
    open(all[(at + 1) % all.length], false); // 同一处有几条，再点就换下一条
  });

  /* 没有核对的 */
  function account() {
    if (DATA.unread.length) {
      $('unread').appendChild(make('h3', '', '没读懂的数'));
      var u = $('unread').appendChild(make('ul'));
      DATA.unread.forEach(function (one) {
        u.appendChild(make('li', '', null, button('link', one[0] + '“' + one[1] + '”', function () { tab('doc'); reveal($('b' + one[3])); }), document.createTextNode(one[2] ? '　' + one[2] : '')));
      });
    }
    if (DATA.notRun.length) {
      $('notrun').appendChild(make('h3', '', '没有核对的规则'));
      var n = $('notrun').appendChild(make('ul'));
      DATA.notRun.forEach(function (one) { n.appendChild(make('li', '', one[0] + '（' + one[1] + (one[2] > 1 ? '，' + one[2] + ' 处' : '') + '）')); });
    }
    $('account').hidden = !DATA.unread.length && !DATA.notRun.length && !$('notices').children.length;
  }

  function tab(name) {
    $('main').dataset.tab = name;
    [].forEach.call(document.querySelectorAll('.tabs button'), function (b) { b.setAttribute('aria-pressed', String(b.dataset.tab === name)); });
    wire();
  }
  [].forEach.call(document.querySelectorAll('.tabs button'), function (b) {
    b.addEventListener('click', function () {
      tab(b.dataset.tab);
      var on = b.dataset.tab === 'doc' && document.querySelector('.fig.on');
      if (on) reveal(on);
    });
  });

  /* 按键 */
  function step(by) {
    if (!S.shown.length) return;
    var held = document.activeElement.closest && document.activeElement.closest('.f');
    var no = held ? +held.id.slice(1) : S.open, at = no ? S.shown.indexOf(FINDINGS[no - 1]) : (by > 0 ? -1 : 0);
    var next = S.shown[Math.max(0, Math.min(S.shown.length - 1, at + by))];
    if (S.open) return open(next.no, true);
    if (S.shown.indexOf(next) >= S.drawn) more(S.drawn + BATCH);
    $('f' + next.no).firstChild.focus();
  }
  document.addEventListener('keydown', function (e) {
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName) || e.ctrlKey || e.metaKey || e.altKey || $('help').open) return;
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      if (document.activeElement === $('docpane')) return;
      e.preventDefault();
      step(e.key === 'ArrowDown' ? 1 : -1);
    } else if (/^[1-5]$/.test(e.key)) { S.grade = ['all'].concat(DATA.grades.map(function (g) { return g[0]; }))[e.key - 1]; list(); }
    else if (e.key === 'o' || e.key === 'O') { S.order = S.order === 'loud' ? 'doc' : 'loud'; $('order').value = S.order; list(); }
    else if (e.key === '?' || e.key === '？') help();
    else if (e.key === 'Escape' && S.open) close();
  });
  function help() { if ($('help').showModal) $('help').showModal(); }
  $('keys').addEventListener('click', help);
  $('helpclose').addEventListener('click', function () { $('help').close(); });

  /* 打印：清单在打印时才排成表 */
  function printed() {
    var P = $('printlist');
    if (P.firstChild || !FINDINGS.length) return;
    P.appendChild(make('h2', '', '核对出的问题'));
    var T = P.appendChild(make('table')), H = T.appendChild(make('thead')).appendChild(make('tr')), B = T.appendChild(make('tbody'));
    ['编号', '在哪里', '问题和算式', '怎么改'].forEach(function (t) { H.appendChild(make('th', '', t)); });
    FINDINGS.forEach(function (f) {
      var r = make('tr'), said = make('td', '', null, make('div', '', f.message)), mend = make('td');
      f.working.forEach(function (line) { said.appendChild(make('div', '', line)); });
      f.repairs.forEach(function (x) { mend.appendChild(make('div', '', x[0] + ' ' + x[1] + ' → ' + x[2] + '（' + x[3] + '）')); });
      if (!f.repairs.length) mend.textContent = f.note;
      r.appendChild(make('td', '', f.no + ' ' + WORDS[f.grade][1]));
      r.appendChild(make('td', '', f.place));
      r.appendChild(said);
      r.appendChild(mend);
      B.appendChild(r);
    });
    var sign = P.appendChild(make('p', 'sig'));
    ['拟稿人：＿＿＿＿＿＿', '核对人：＿＿＿＿＿＿', '日期：＿＿＿＿＿＿'].forEach(function (t) { sign.appendChild(make('span', '', t)); });
  }
  window.addEventListener('beforeprint', printed);
  $('print').addEventListener('click', function () { printed(); window.print(); });

  if ($('paper').children.length > 400) document.body.classList.add('long');
  $('list').addEventListener('scroll', function () {
    if (S.drawn < S.shown.length && this.scrollTop + this.clientHeight > this.scrollHeight - 900) more(S.drawn + BATCH);
  });
  window.addEventListener('resize', wire);
  if (document.fonts && document.fonts.ready) document.fonts.ready.then(wire);
  coverage();
  filters();
  account();
  list();
  document.querySelector('.tabs button').textContent = '问题清单（' + FINDINGS.length + '）';
  var given = /^#(\d+)$/.exec(location.hash);
  if (given && FINDINGS[given[1] - 1]) open(+given[1], true);
})();
