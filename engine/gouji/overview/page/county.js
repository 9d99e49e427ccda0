
'use strict';
(function () {
  // 汇总在 #data 里；每个问题的字句压缩后分段放在 #p0、#p1……里，用到哪段才解开哪段。
  // 页面上的字一律用 textContent 写，文件名和报告里的标签不会变成标签
  var D = JSON.parse(document.getElementById('data').textContent);
  var U = D.units, R = D.rules, F = D.reports, P = D.problems, NS = 'http://www.w3.org/2000/svg', BATCH = 100;
  var GRADES = D.grades.map(function (g) { return g[0]; }), collate = new Intl.Collator('zh').compare;
  var waived = {};
  P.waived.forEach(function (i) { waived[i] = true; });
  var ICONS = {
    must: [['circle', {cx: 7, cy: 7, r: 7, fill: 'currentColor'}], ['path', {d: 'M4.5 4.5l5 5m0-5l-5 5', stroke: '#fff', 'stroke-width': 1.8}]],
    should: [['path', {d: 'M7 .8L13.6 13H.4z', fill: 'none', stroke: 'currentColor', 'stroke-width': 1.6}], ['path', {d: 'M7 5v4', stroke: 'currentColor', 'stroke-width': 1.6}], ['circle', {cx: 7, cy: 11, r: .9, fill: 'currentColor'}]],
    look: [['circle', {cx: 7, cy: 7, r: 6, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.6, 'stroke-dasharray': '3 1.6'}], ['path', {d: 'M5.2 5.4a1.9 1.9 0 1 1 2.6 1.9c-.6.3-.8.6-.8 1.2', fill: 'none', stroke: 'currentColor', 'stroke-width': 1.4}], ['circle', {cx: 7, cy: 10.4, r: .8, fill: 'currentColor'}]],
    note: [['rect', {x: .8, y: .8, width: 12.4, height: 12.4, rx: 1.5, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.6}], ['path', {d: 'M7 6v5', stroke: 'currentColor', 'stroke-width': 1.6}], ['circle', {cx: 7, cy: 3.9, r: 1, fill: 'currentColor'}]],
    ok: [['path', {d: 'M1.5 7.5l4 4 7-9', fill: 'none', stroke: 'currentColor', 'stroke-width': 2.2}]]
  };
  var STATES = {ok: '没有对不上的', look: '没有必改的', must: '有必改的'};
  var LEFT = {failed: '打不开', skipped: '不是报告', superseded: '旧稿', duplicate: '重复'};

  /* 小件 */
  var $ = function (id) { return document.getElementById(id); };
  function make(tag, kind, text) {
    var e = document.createElement(tag);
    if (kind) e.className = kind;
    if (text != null) e.textContent = text;
    for (var n = 3; n < arguments.length; n++) if (arguments[n]) e.appendChild(arguments[n]);
    return e;
  }
  function link(hash, text, kind) {
    var a = make('a', kind, text);
    a.href = '#' + hash;
    return a;
  }
  function draw(tag, given, inside) {
    var e = document.createElementNS(NS, tag);
    Object.keys(given).forEach(function (k) { e.setAttribute(k, given[k]); });
    (inside || []).forEach(function (one) { e.appendChild(one); });
    return e;
  }
  function marked(kind, icon, word) {
    var e = make('span', kind);
    e.appendChild(draw('svg', {viewBox: '0 0 14 14', width: 14, height: 14, 'aria-hidden': 'true'}, ICONS[icon].map(function (i) { return draw(i[0], i[1]); })));
    e.appendChild(document.createTextNode(word));
    return e;
  }
  function severity(g) { return marked('sev ' + GRADES[g], GRADES[g], D.grades[g][1]); }
  function state(i) { return F.must[i] ? 'must' : F.should[i] || F.look[i] ? 'look' : 'ok'; }
  function num(n) { return n == null ? '—' : String(n).replace(/\B(?=(\d{3})+$)/g, ','); }
  function count(n, strong) { return make(n && strong ? 'b' : 'span', n ? '' : 'zero', n ? num(n) : '0'); }
  function share(part, whole) { return whole ? Math.round(100 * part / whole) : 0; }
  function sum(list) { return list.reduce(function (a, b) { return a + b; }, 0); }
  function about(text, quote, kind) {
    // 原文一句，里面的数用红色双线标出；同一个数在句里不止一处就不标，免得标错
    var e = make('q', kind || ''), at = only(text, quote);
    if (at < 0) { e.textContent = '“' + (text || quote).trim() + '”' + (text && quote && text.indexOf(quote) >= 0 ? '（' + quote + '）' : ''); return e; }
    var from = at > 64 ? at - 60 : 0, to = Math.min(text.length, at + quote.length + 40);
    e.appendChild(document.createTextNode('“' + (from ? '……' : '') + text.slice(from, at).replace(/^\s+/, '')));
    e.appendChild(make('em', '', quote));
    e.appendChild(document.createTextNode(text.slice(at + quote.length, to).replace(/\s+$/, '') + (to < text.length ? '……' : '') + '”'));
    return e;
  }
  function only(text, quote) {
    var found = -1;
    if (!quote) return -1;
    for (var at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
      if (/\d/.test(quote[0]) && /[\d.,]/.test(text[at - 1] || '') || /\d/.test(quote[quote.length - 1]) && /[\d.,]/.test(text[at + quote.length] || '') && /\d/.test(text[at + quote.length + 1] || text[at + quote.length])) continue;
      if (found >= 0) return -1;
      found = at;
    }
    return found;
  }

  // 每份报告牵涉到几处跨报告的问题（豁免的不算）
  var placeOf = Object.create(null), across = F.path.map(function () { return 0; });
  F.path.forEach(function (p, n) { placeOf[p] = n; });
  D.crossed.forEach(function (c) {
    var seen = {};
    if (!c.waived) c.cites.forEach(function (one) { var n = placeOf[one[0]]; if (n != null && !seen[n]) { seen[n] = true; across[n]++; } });
  });

  /* 问题的字句 */
  // 这段脚本在字句前面，先画总览；字句要等整个文件读完
  var parts = [], whole = new Promise(function (done) { if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', function () { done(); }); else done(); });
  function inflate(text) {
    var raw = atob(text), bytes = new Uint8Array(raw.length);
    for (var n = 0; n < raw.length; n++) bytes[n] = raw.charCodeAt(n);
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text().then(JSON.parse);
  }
  function part(n) {
    if (!parts[n]) parts[n] = whole.then(function () { return inflate($('p' + n).textContent); }).then(function (made) { parts[n].made = made; return made; });
    return parts[n];
  }
  function need(places) {
    var wanted = {};
    places.forEach(function (i) { wanted[Math.floor(i / D.step)] = true; });
    return Promise.all(Object.keys(wanted).map(Number).map(part));
  }
  function failed(box) {
    // 解不开的原因只有一个：浏览器太旧
    box.appendChild(make('p', 'none', '这个浏览器太旧，取不出每处问题的字句。请用 Chrome 80、Edge 80、Firefox 113 以上的浏览器，或看工作簿。'));
  }
  function words(i) {
    var made = parts[Math.floor(i / D.step)].made, at = i % D.step, one = {};
    Object.keys(made).forEach(function (k) { one[k] = made[k][at]; });
    return one;
  }

  /* 总览 */
  var FAMILY = getComputedStyle(document.body).fontFamily, charts = [];
  var INK = '#1a2430', INK2 = '#434e5c', LINE = '#d5dce4', TEXT = {fontFamily: FAMILY, fontSize: 13, color: INK2};
  function chart(id, label, option, act) {
    var box = $(id), made = echarts.init(box, null, {renderer: 'canvas', devicePixelRatio: Math.max(2, window.devicePixelRatio || 1)});
    box.setAttribute('aria-label', label);
    option.animation = false;
    option.textStyle = TEXT;
    option.aria = {enabled: true, label: {enabled: false}, decal: option.decals ? {show: true, decals: option.decals} : {show: false}};
    delete option.decals;
    option.tooltip = {trigger: option.pointed || 'axis', renderMode: 'richText', axisPointer: {type: 'shadow'}, textStyle: {fontFamily: FAMILY, color: INK, fontSize: 13}, confine: true, formatter: option.formatter};
    delete option.pointed;
    delete option.formatter;
    made.setOption(option);
    made.getZr().flush();
    if (act) made.getZr().on('click', function (e) {
      var at = made.convertFromPixel({gridIndex: 0}, [e.offsetX, e.offsetY]);
      if (at) act(Math.round(at[0]), Math.round(at[1]));
    });
    charts.push(made);
  }
  var PLAIN = {symbol: 'rect', color: 'rgba(0,0,0,0)', symbolSize: 0}, STRIPES = {symbol: 'rect', color: 'rgba(255,255,255,.55)', dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4};
  var UPRIGHT = {symbol: 'rect', color: 'rgba(255,255,255,.55)', dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: Math.PI / 2}, DOTS = {symbol: 'circle', color: '#5c6776', symbolSize: .5, dashArrayX: [[6, 6], [0, 6, 6, 0]], dashArrayY: [4, 0]};
  function axis(given) {
    return Object.assign({axisLine: {lineStyle: {color: '#788494'}}, axisTick: {show: false}, axisLabel: {color: INK2, fontFamily: FAMILY, fontSize: 13}, splitLine: {lineStyle: {color: LINE}}}, given);
  }

  function lead() {
    var n = {ok: 0, look: 0, must: 0, failed: D.outcomes.failed, missing: D.missing.length}, say = $('say');
    for (var i = 0; i < F.path.length; i++) n[state(i)]++;
    var add = function (text, kind) { say.appendChild(kind ? make('b', kind, text) : document.createTextNode(text)); };
    add('计入 '); add(num(F.path.length), 'num'); add(' 份报告：');
    if (n.must) { add(num(n.must) + ' 份有必改的错', 'bad'); add('（' + num(D.counts[0]) + ' 处），要退回；'); }
    if (n.look) add(num(n.look) + ' 份没有必改的，但有要核对的；');
    add(num(n.ok) + ' 份没有发现对不上的', 'ok');
    var crossing = D.crossed.filter(function (c) { return !c.waived && c.grade < 3; }).length;
    if (crossing) { add('；'); say.appendChild(link('crossed', '另有 ' + num(crossing) + ' 处几份报告放在一起才看得出')); }
    if (n.failed) { add('。'); add(num(n.failed) + ' 个文件打不开', 'num'); }
    if (D.expected) {
      add('。名册应报 ' + num(D.expected) + ' 份，');
      if (n.missing) { add('还缺 '); add(num(n.missing) + ' 份', 'bad'); } else add('都报了');
    }
    add('。');
    var all = [['must', '有必改的', 'reports/state=must', '份'], ['look', '没有必改、有要核对的', 'reports/state=look', '份'], ['ok', '没有对不上的', 'reports/state=ok', '份'], ['failed', '打不开', 'files/why=failed', '个'], ['missing', '名册上还没报的', 'files', '份']];
    all.forEach(function (s) {
      if (s[0] === 'missing' && !D.expected) return;
      if (n[s[0]]) {
        var piece = make('div', s[0], null, n[s[0]] > sum(Object.values(n)) / 8 ? make('span', '', s[1] + '\u00a0') : null);
        piece.appendChild(document.createTextNode(n[s[0]] > sum(Object.values(n)) / 40 ? num(n[s[0]]) : ''));
        piece.style.flex = n[s[0]];
        $('stack').appendChild(piece);
      }
      var key = link(s[2], null);
      key.appendChild(make('i', 'sw ' + s[0]));
      key.appendChild(document.createTextNode(s[1] + ' '));
      key.appendChild(make('b', 'num', num(n[s[0]])));
      key.appendChild(document.createTextNode(' ' + s[3]));
      $('stackkeys').appendChild(key);
    });
    $('stack').setAttribute('aria-label', all.map(function (s) { return s[1] + num(n[s[0]]) + s[3]; }).join('，'));
    var o = D.outcomes, s = D.standings;
    $('account').textContent = D.apart.map(function (a) { return a[0] + a[1] + '的报告没有能互相比对：' + a[2] + '。'; }).join('') + '收到文件 ' + num(o.checked + o.failed + o.skipped) + ' 个 = 核对 ' + num(o.checked) + ' + 打不开 ' + num(o.failed) + ' + 不是报告 ' + num(o.skipped) + '；核对 ' + num(o.checked) + ' = 计入 ' + num(s.latest) + ' + 旧稿 ' + num(s.superseded) + ' + 重复 ' + num(s.duplicate) + '。' +
      '计入的报告里：必改 ' + num(D.counts[0]) + ' 处，建议改 ' + num(D.counts[1]) + ' 处，请核对 ' + num(D.counts[2]) + ' 处，说明 ' + num(D.counts[3]) + ' 处' + (D.counts[4] ? '，已豁免 ' + num(D.counts[4]) + ' 处' : '') + (D.crossed.length ? '；跨报告的问题 ' + num(D.crossed.length) + ' 处' : '') + '。';
  }

  /* 热力表：单位乘规则 */
  function heat() {
    var both = $('heatwhat').value === 'both', whole = $('heat').dataset.all === 'yes', cells = {}, byRule = {}, byUnit = {};
    for (var i = 0; i < P.report.length; i++) {
      if (waived[i] || P.grade[i] > (both ? 1 : 0)) continue;
      var u = F.unit[P.report[i]], r = P.rule[i];
      cells[u + ' ' + r] = (cells[u + ' ' + r] || 0) + 1;
      byRule[r] = (byRule[r] || 0) + 1;
      byUnit[u] = (byUnit[u] || 0) + 1;
    }
    var rules = Object.keys(byRule).map(Number).sort(function (a, b) { return byRule[b] - byRule[a] || a - b; });
    var unit = U.name.map(function (_, n) { return n; }).sort(function (a, b) { return (byUnit[b] || 0) - (byUnit[a] || 0) || a - b; });
    var columns = rules.slice(0, 8), others = rules.slice(8), crossing = sum(U.crossed) > 0, table = $('heat'), grade = both ? '' : '&grade=0';
    var rows = whole || unit.length < 14 ? unit : unit.slice(0, 12), rest = unit.slice(rows.length);
    table.textContent = '';
    // 格子的深浅：数少时 1、3、6、10 起，数多时按最大的一格分
    var most = Math.max.apply(null, [0].concat(rows.map(function (u) { return Math.max.apply(null, [U.crossed[u]].concat(columns.map(function (r) { return cells[u + ' ' + r] || 0; }))); })));
    var steps = most <= 12 ? [1, 3, 6, 10] : [1, Math.ceil(most / 8), Math.ceil(most / 4), Math.ceil(most / 2)];
    $('heatlegend').textContent = '';
    ['没有'].concat(steps.map(function (from, k) { return k === 3 ? num(from) + ' 及以上' : from === steps[k + 1] - 1 ? num(from) : num(from) + '～' + num(steps[k + 1] - 1); })).forEach(function (word, k) {
      $('heatlegend').appendChild(make('span', '', null, make('i', 'h' + k), document.createTextNode(word)));
    });
    var head = make('tr', '', null, heading('单位'));
    function heading(text, hash) {
      var th = make('th', '', hash ? null : text);
      th.scope = 'col';
      if (hash) { var a = link(hash, text); a.title = text; th.appendChild(a); }
      return th;
    }
    columns.forEach(function (r) { head.appendChild(heading(R.title[r], 'findings/rule=' + r + grade)); });
    if (others.length) head.appendChild(heading('其余 ' + others.length + ' 条'));
    if (crossing) head.appendChild(heading('跨报告', 'crossed'));
    head.appendChild(heading('合计'));
    table.appendChild(make('thead', '', null, head));
    function cell(n, hash, told) {
      var td = make('td'), step = steps.filter(function (from) { return n >= from; }).length;
      if (!n) { td.appendChild(make('span', 'h0', '·')); return td; }
      var e = hash ? link(hash, num(n), 'h' + step) : make('span', 'h' + step, num(n));
      if (hash) e.setAttribute('aria-label', told + '，' + n + ' 处');
      td.appendChild(e);
      return td;
    }
    function row(name, units, hash) {
      var th = make('th', '', hash ? null : name), tr = make('tr', '', null, th), total = 0;
      th.scope = 'row';
      th.title = name;
      if (hash) th.appendChild(link(hash, name));
      var at = function (r) { return sum(units.map(function (u) { return cells[u + ' ' + r] || 0; })); };
      columns.forEach(function (r) {
        var n = at(r);
        total += n;
        tr.appendChild(cell(n, hash && 'findings/unit=' + units[0] + '&rule=' + r + grade, name + '，' + R.title[r]));
      });
      if (others.length) { var n = sum(others.map(at)); total += n; tr.appendChild(cell(n, null)); }
      if (crossing) tr.appendChild(cell(sum(units.map(function (u) { return U.crossed[u]; })), hash && 'crossed/unit=' + units[0], name + '，跨报告'));
      tr.appendChild(make('td', '', num(total)));
      return tr;
    }
    var body = make('tbody');
    rows.forEach(function (u) { body.appendChild(row(U.name[u], [u], 'findings/unit=' + u + grade)); });
    if (rest.length) body.appendChild(row('其余 ' + rest.length + ' 个单位', rest));
    table.appendChild(body);
    var foot = make('tr', '', null, make('th', '', '合计'));
    columns.forEach(function (r) { foot.appendChild(make('td', '', num(byRule[r]))); });
    if (others.length) foot.appendChild(make('td', '', num(sum(others.map(function (r) { return byRule[r]; })))));
    if (crossing) foot.appendChild(make('td', '', num(D.crossed.length)));
    foot.appendChild(make('td', '', num(sum(Object.values(byRule)))));
    table.appendChild(make('tfoot', '', null, foot));
    $('heatsay').textContent = '点格子看这些问题' + (crossing ? '；一处跨报告的问题牵涉几个单位就各记一次，合计不含它' : '');
    $('heatall').hidden = unit.length < 14;
    $('heatall').textContent = whole ? '只看前 12 个单位' : '显示全部 ' + unit.length + ' 个单位';
  }
  function heatControls() {
    if (!D.counts[0]) $('heatwhat').value = 'both';
    $('heatwhat').addEventListener('change', heat);
    $('heatall').addEventListener('click', function () { $('heat').dataset.all = $('heat').dataset.all === 'yes' ? '' : 'yes'; heat(); });
  }

  function tops() {
    var order = R.title.map(function (_, n) { return n; }).filter(function (r) { return R.must[r] + R.should[r]; });
    order.sort(function (a, b) { return R.must[b] + R.should[b] - R.must[a] - R.should[a] || a - b; });
    var all = sum(R.must) + sum(R.should), most = order.length ? R.must[order[0]] + R.should[order[0]] : 1;
    $('topsay').textContent = order.length ? '前 ' + Math.min(10, order.length) + ' 种，占必改和建议改共 ' + num(all) + ' 处的比例' : '';
    if (!order.length) $('tops').appendChild(make('li', '', '没有必改和建议改的问题。'));
    order.slice(0, 10).forEach(function (r, k) {
      var n = R.must[r] + R.should[r], eg = R.example[r], bar = make('div', 'bar'), li = make('li');
      li.appendChild(make('div', 'r1', null, make('span', 'rk', k + 1), link((R.crossing[r] ? 'crossed/rule=' : 'findings/rule=') + r, R.title[r]), make('span', 'num', num(n) + ' 处，' + share(n, all) + '%')));
      [['must', R.must[r]], ['should', R.should[r]]].forEach(function (one) {
        if (!one[1]) return;
        var i = make('i', one[0]);
        i.style.width = 100 * one[1] / most + '%';
        bar.appendChild(i);
      });
      li.appendChild(bar);
      if (eg.sentence || eg.quote) li.appendChild(about(eg.sentence, eg.quote));
      li.appendChild(make('span', 'eg', (eg.unit ? eg.unit + '：' : '') + eg.message));
      $('tops').appendChild(li);
    });
  }

  function unitsChart() {
    var top = U.name.map(function (_, n) { return n; }).filter(function (u) { return U.must[u] + U.should[u]; });
    top.sort(function (a, b) { return U.must[b] - U.must[a] || U.should[b] - U.should[a] || a - b; });
    top = top.slice(0, 12).reverse();
    if (!top.length) { $('c-units').hidden = true; return; }
    $('chart-units').style.height = 56 + 24 * top.length + 'px';
    chart('chart-units', '错最多的单位：' + top.slice().reverse().map(function (u) { return U.name[u] + '必改' + U.must[u] + '处、建议改' + U.should[u] + '处'; }).join('，'), {
      grid: {left: 8, right: 44, top: 4, bottom: 4, containLabel: true},
      xAxis: axis({type: 'value', minInterval: 1}),
      yAxis: axis({type: 'category', data: top.map(function (u) { return U.name[u]; }), splitLine: {show: false}, axisLabel: {color: INK2, fontFamily: FAMILY, fontSize: 13, width: 130, overflow: 'truncate'}}),
      decals: [PLAIN, STRIPES],
      series: [['必改', U.must, '#a3211b'], ['建议改', U.should, '#a86a00']].map(function (s, n) {
        return {name: s[0], type: 'bar', stack: 'a', barWidth: 14, color: s[2], data: top.map(function (u) { return s[1][u]; }), label: n ? {show: true, position: 'right', color: INK, fontFamily: FAMILY, fontSize: 12, formatter: function (p) { var u = top[p.dataIndex]; return U.must[u] + (U.should[u] ? '＋' + U.should[u] : ''); }} : null};
      })
    }, function (x, y) { if (top[y] != null) location.hash = 'findings/unit=' + top[y]; });
  }

  function spread() {
    var names = ['1 处', '2 处', '3～5 处', '6～9 处', '10 处以上'], n = [0, 0, 0, 0, 0], none = 0;
    F.must.forEach(function (m) { if (m) n[m < 3 ? m - 1 : m < 6 ? 2 : m < 10 ? 3 : 4]++; else none++; });
    $('spreadsay').textContent = '有必改的 ' + num(F.path.length - none) + ' 份，各错了几处；没有必改的 ' + num(none) + ' 份';
    if (none === F.path.length) { $('chart-spread').hidden = true; return; }
    chart('chart-spread', names.map(function (name, k) { return '必改 ' + name + '的 ' + n[k] + ' 份'; }).join('，'), {
      grid: {left: 8, right: 8, top: 24, bottom: 4, containLabel: true},
      xAxis: axis({type: 'category', data: names}),
      yAxis: axis({type: 'value', minInterval: 1}),
      decals: [PLAIN],
      series: [{name: '份数', type: 'bar', barMaxWidth: 46, color: '#a3211b', data: n, label: {show: true, position: 'top', color: INK, fontFamily: FAMILY, fontSize: 13, formatter: function (p) { return num(p.value); }}}]
    });
  }

  function trend() {
    var S = D.stages, per = function (k) { return S.map(function (s) { return s[4] ? +(s[k] / s[4]).toFixed(2) : null; }); };
    if (S.length < 2) {
      $('chart-trend').hidden = true;
      $('trendsay').textContent = '这是这个汇总库里的第一次汇总：每份报告平均必改 ' + (per(6)[0] || 0) + ' 处、建议改 ' + (per(7)[0] || 0) + ' 处。各单位改过再汇总一次，这里就能看出变化。';
      return;
    }
    var name = S.map(function (s) { return '第 ' + s[0] + ' 次' + (s[8] ? '' : '*') + '\n' + s[4] + ' 份'; });
    var lower = per(6)[S.length - 1] <= per(7)[S.length - 1];
    chart('chart-trend', '每份报告平均：' + S.map(function (s, n) { return '第' + s[0] + '次必改' + per(6)[n] + '处、建议改' + per(7)[n] + '处'; }).join('，'), {
      grid: {left: 8, right: 40, top: 24, bottom: 4, containLabel: true},
      xAxis: axis({type: 'category', data: name, boundaryGap: true}),
      yAxis: axis({type: 'value'}),
      series: [['必改', 6, '#a3211b', 'solid', 'circle', lower], ['建议改', 7, '#744700', 'dashed', 'triangle', !lower]].map(function (s) {
        return {name: s[0], type: 'line', color: s[2], symbol: s[4], symbolSize: 9, lineStyle: {width: 2.5, type: s[3]}, data: per(s[1]), label: {show: true, position: s[5] ? 'bottom' : 'top', color: s[2], fontFamily: FAMILY, fontSize: 13, formatter: function (p) { var last = p.dataIndex === S.length - 1; return p.value == null || !last && S.length > 8 ? '' : (last ? s[0] + ' ' : '') + p.value.toFixed(2); }}};
      })
    });
    var told = [];
    if (D.since) told.push('和第 ' + D.since[0] + ' 次比：必改和建议改的改好了 ' + num(D.since[1]) + ' 处，还在 ' + num(D.since[2]) + ' 处，新出现 ' + num(D.since[3]) + ' 处。');
    if (S.some(function (s) { return !s[8]; })) told.push('带 * 的那几次用的规则和这一次不一样，不宜直接比。');
    $('trendsay').textContent = told.join('');
    var moved = U.name.map(function (_, u) { return u; }).filter(function (u) { return U.before[u] != null && U.reports[u] && U.before[u] !== U.must[u]; });
    [['改得最多', 1], ['越改越多', -1]].forEach(function (side) {
      var top = moved.filter(function (u) { return (U.before[u] - U.must[u]) * side[1] > 0; }).sort(function (a, b) { return (U.before[b] - U.must[b] - U.before[a] + U.must[a]) * side[1] || a - b; }).slice(0, 5);
      if (!top.length) return;
      var list = make('ul');
      top.forEach(function (u) { list.appendChild(make('li', '', null, link('findings/unit=' + u, U.name[u]), make('span', 'num', '必改 ' + U.before[u] + ' → ' + U.must[u]))); });
      $('movers').appendChild(make('div', '', null, make('h3', '', side[0]), list));
    });
  }

  function coverage() {
    var by = {}, order = [], g = D.figures;
    for (var i = 0; i < F.path.length; i++) {
      var k = D.kinds[F.kind[i]];
      if (!by[k]) { by[k] = [0, 0, 0, 0, 0, 0]; order.push(k); }
      [1, F.checked[i] - F.contradicted[i], F.contradicted[i], F.unchecked[i], F.unread[i], F.read[i]].forEach(function (v, n) { by[k][n] += v; });
    }
    order.sort(function (a, b) { return by[b][0] - by[a][0]; });
    $('covsay').textContent = '读出 ' + num(g[0]) + ' 处数，核对了 ' + num(g[1]) + ' 处（' + share(g[1], g[0] - g[5]) + '%，不算编号年份）';
    $('covfoot').textContent = '“没有可核对的关系”多，往往是报告只写结论、没有列出目标和实际两个数。' + (D.notRun.report.length ? '有 ' + num(D.notRunRules.length) + ' 条规则在一些报告上没能核对，见“规则”。' : '规则都核对了，没有因故跳过的。');
    if (!order.length) { $('c-coverage').hidden = true; return; }
    var rows = order.slice().reverse();
    var sorts = [['对得上', 1, '#1f8571', PLAIN], ['对不上', 2, '#c33a31', STRIPES], ['没有可核对的关系', 3, '#b9c2cd', DOTS], ['没读懂', 4, '#a86a00', UPRIGHT]];
    $('chart-coverage').style.height = 30 + 34 * rows.length + 'px';
    chart('chart-coverage', rows.map(function (k) { return k + by[k][0] + '份：' + sorts.map(function (s) { return s[0] + by[k][s[1]] + '处'; }).join('、'); }).join('；'), {
      grid: {left: 4, right: 16, top: 2, bottom: 2, containLabel: true},
      xAxis: axis({type: 'value', max: 100, axisLabel: {formatter: '{value}%', color: INK2, fontFamily: FAMILY, fontSize: 12}}),
      yAxis: axis({type: 'category', data: rows.map(function (k) { return k + '（' + num(by[k][0]) + ' 份）'; }), splitLine: {show: false}}),
      decals: sorts.map(function (s) { return s[3]; }),
      formatter: function (all) { return all[0].name + '\n' + all.map(function (p) { return p.seriesName + ' ' + num(by[rows[p.dataIndex]][p.seriesIndex + 1]) + ' 处'; }).join('\n'); },
      series: sorts.map(function (s) {
        return {name: s[0], type: 'bar', stack: 'a', barWidth: 16, color: s[2], data: rows.map(function (k) { var all = by[k][1] + by[k][2] + by[k][3] + by[k][4]; return all ? 100 * by[k][s[1]] / all : 0; })};
      })
    });
    var colours = {'对得上': 'ok', '对不上': 'bad', '没有可核对的关系': 'free', '没读懂': 'lost'};
    sorts.forEach(function (s) { var i = make('i', colours[s[0]]); i.style.background = s[2]; $('covlegend').appendChild(make('span', '', null, i, document.createTextNode(s[0]))); });
  }

  function missing() {
    var box = $('missing'), told = D.missing.slice(0, 8).map(function (m) { return m[0] + '（' + m[2] + '）'; });
    if (told.length) {
      box.appendChild(document.createTextNode('还没报的：' + told.join('、')));
      if (D.missing.length > 8) { box.appendChild(document.createTextNode(' 等，')); box.appendChild(link('files', '全部 ' + num(D.missing.length) + ' 份')); }
      box.appendChild(document.createTextNode('。'));
    } else if (!D.expected && !D.unplaced) box.textContent = '汇总时没有给名册，看不出谁没报。';
    if (D.unplaced) box.appendChild(document.createTextNode('名册上有 ' + num(D.unplaced) + ' 个单位看不出属于哪个地区，没有查它们报没报。'));
  }
  function printUnits() {
    var t = $('printunits'), head = make('tr');
    ['单位', '报告', '要退改', '必改', '建议改', '请核对', '跨报告', '还没报的'].forEach(function (w, n) { head.appendChild(make('th', n && n < 7 ? 'n' : '', w)); });
    t.appendChild(make('thead', '', null, head));
    var body = make('tbody');
    U.name.slice(0, 60).forEach(function (name, u) {
      body.appendChild(make('tr', '', null, make('td', '', name), make('td', 'n', U.reports[u]), make('td', 'n', U.faulty[u]), make('td', 'n', U.must[u]), make('td', 'n', U.should[u]), make('td', 'n', U.look[u]), make('td', 'n', U.crossed[u]), make('td', '', U.missing[u].join('、'))));
    });
    if (U.name.length > 60) { var td = make('td', '', '另有 ' + (U.name.length - 60) + ' 个单位，见电子版或工作簿。'); td.colSpan = 8; body.appendChild(make('tr', '', null, td)); }
    t.appendChild(body);
  }

  /* 表：筛选、排序、一次画一百行 */
  function table(view, spec) {
    var box = $('v-' + view), values = {}, sort = spec.start, shown = [], drawn = 0, turn = 0, keys = {};
    var card = make('section', 'card'), tools = make('div', 'tools'), cnt = make('span', 'cnt'), body = make('tbody'), more = make('button', 'btn more');
    var holder = make('div', 'scroll'), t = make('table', 't'), head = make('tr'), search, last = '';
    var title = make('h1', '', spec.title, spec.note ? make('small', '', spec.note) : null);
    title.tabIndex = -1;
    card.appendChild(title);
    if (spec.search) {
      search = make('input');
      search.type = 'search';
      search.placeholder = spec.search;
      search.setAttribute('aria-label', '查找：' + spec.search);
      var waiting;
      search.addEventListener('input', function () { clearTimeout(waiting); waiting = setTimeout(function () { values.q = search.value.trim(); changed(); }, 150); });
      tools.appendChild(search);
    }
    var selects = {};
    (spec.filters || []).forEach(function (f) {
      var s = make('select'), any = make('option', '', f.any);
      any.value = '';
      s.appendChild(any);
      f.options.forEach(function (o) { var e = make('option', '', o[1]); e.value = o[0]; s.appendChild(e); });
      s.setAttribute('aria-label', f.label);
      s.addEventListener('change', function () { values[f.key] = s.value; changed(); });
      selects[f.key] = s;
      if (f.options.length > 1) tools.appendChild(s);
    });
    tools.appendChild(cnt);
    card.appendChild(tools);
    spec.columns.forEach(function (c, k) {
      var th = make('th', c.num ? 'n' : ''), b = make('button', '', c.name);
      b.type = 'button';
      th.scope = 'col';
      b.addEventListener('click', function () { sort = sort[0] === k ? [k, -sort[1]] : [k, c.num ? -1 : 1]; fill(); });
      th.appendChild(c.get ? b : document.createTextNode(c.name));
      head.appendChild(th);
    });
    t.appendChild(make('thead', '', null, head));
    t.appendChild(body);
    holder.appendChild(t);
    card.appendChild(holder);
    more.type = 'button';
    more.addEventListener('click', function () { batch(); });
    card.appendChild(more);
    box.appendChild(card);
    if (window.IntersectionObserver) new IntersectionObserver(function (seen) { if (seen.some(function (one) { return one.isIntersecting; })) batch(); }).observe(more);
    (spec.after || []).forEach(function (make_) { var made = make_(); if (made) box.appendChild(made); });

    function changed() {
      var said = Object.keys(values).filter(function (k) { return values[k] !== '' && values[k] != null; }).map(function (k) { return k + '=' + encodeURIComponent(values[k]); }).join('&');
      last = view + (said ? '/' + said : '');
      history.replaceState(null, '', '#' + last);
      fill();
    }
    function set(given) {
      // 网址里的条件；没有写到的一律清掉
      values = {};
      Object.keys(given).forEach(function (k) { if (k === 'q' || selects[k]) values[k] = given[k]; });
      if (search) search.value = values.q || '';
      Object.keys(selects).forEach(function (k) { selects[k].value = values[k] || ''; });
      fill();
    }
    function fill() {
      var mine = ++turn, q = values.q, ready = q && spec.prepare ? spec.prepare(function (told) { if (mine === turn) cnt.textContent = told; }) : null;
      if (ready) ready.then(function () { if (mine === turn) select(); }); else select();
    }
    function select() {
      var q = (values.q || '').toLowerCase(), tests = (spec.filters || []).filter(function (f) { return values[f.key]; });
      shown = [];
      for (var i = 0; i < spec.rows; i++) {
        if (tests.every(function (f) { return f.test(i, values[f.key]); }) && (!q || spec.text(i).toLowerCase().indexOf(q) >= 0)) shown.push(i);
      }
      var c = spec.columns[sort[0]], key = keys[sort[0]];
      if (!key) { key = keys[sort[0]] = []; for (var n = 0; n < spec.rows; n++) key.push(c.get(n)); }
      shown.sort(function (a, b) {
        var x = key[a], y = key[b];
        if (x === y) return a - b;
        if (x == null || x === '') return 1;
        if (y == null || y === '') return -1;
        return (typeof x === 'number' ? x - y : collate(x, y)) * sort[1] || a - b;
      });
      [].forEach.call(head.children, function (th, k) { if (k === sort[0]) th.setAttribute('aria-sort', sort[1] < 0 ? 'descending' : 'ascending'); else th.removeAttribute('aria-sort'); });
      body.textContent = '';
      drawn = 0;
      var told = shown.length === spec.rows ? '共 ' + num(spec.rows) + ' ' + spec.unit : num(shown.length) + ' ' + spec.unit + '符合，共 ' + num(spec.rows) + ' ' + spec.unit;
      cnt.textContent = told;
      if (!box.hidden) $('said').textContent = told;
      if (!shown.length) { var td = make('td', 'none', spec.rows ? '没有符合条件的。' : spec.empty); td.colSpan = spec.columns.length; body.appendChild(make('tr', '', null, td)); }
      batch();
    }
    function batch() {
      var mine = turn, some = shown.slice(drawn, drawn + BATCH);
      more.hidden = drawn + BATCH >= shown.length;
      if (!some.length) return;
      drawn += some.length;
      more.textContent = '再显示 ' + Math.min(BATCH, shown.length - drawn) + ' ' + spec.unit + '（还有 ' + num(shown.length - drawn) + ' ' + spec.unit + '）';
      var put = function () {
        if (mine !== turn) return;
        var all = document.createDocumentFragment();
        some.forEach(function (i) {
          var tr = make('tr');
          spec.columns.forEach(function (c) {
            var made = c.cell ? c.cell(i) : c.get(i), td = make('td', (c.num ? 'n' : '') + (c.kind ? ' ' + c.kind : ''));
            if (made == null || made === '') td.appendChild(make('span', 'zero', '—'));
            else if (made.nodeType) td.appendChild(made);
            else if (c.num) td.appendChild(count(made, c.strong)); else td.textContent = made;
            tr.appendChild(td);
          });
          all.appendChild(tr);
        });
        body.appendChild(all);
      };
      if (spec.need) need(some).then(put).catch(function () { if (mine === turn && !card.querySelector('.none')) failed(card); }); else put();
    }
    return {show: function (given) { set(given); return title; }, order: function () { return shown; }, last: function () { return last || view; }, note: function (hash) { last = hash; }};
  }
  function options(names) { return names.map(function (name, n) { return [String(n), name]; }); }
  function byName(names) { return options(names).sort(function (a, b) { return collate(a[1], b[1]); }); }
  function ranks(names) {
    var order = names.map(function (_, n) { return n; }).sort(function (a, b) { return collate(names[a], names[b]); }), rank = [];
    order.forEach(function (n, k) { rank[n] = k; });
    return rank;
  }
  function coverageCell(read, checked, identifiers) {
    var p = share(checked, read - identifiers), bar = make('span', 'mini', null, make('i'));
    bar.firstChild.style.width = p + '%';
    return make('span', 'nw', null, bar, document.createTextNode(p + '%'));
  }
  var before = U.before.some(function (b) { return b != null; }), listed = D.expected > 0;
  var makers = {
    units: function () {
      var columns = [
        {name: '单位', get: function (i) { return U.name[i]; }, cell: function (i) { var a = link('reports/unit=' + i, U.name[i]); return U.printed[i] === U.name[i] ? a : make('span', '', null, a, make('span', 'sub', U.printed[i])); }},
        {name: '报告', num: 1, get: function (i) { return U.reports[i]; }}, {name: '要退改', num: 1, get: function (i) { return U.faulty[i]; }},
        {name: '必改', num: 1, strong: 1, get: function (i) { return U.must[i]; }, cell: function (i) { return U.must[i] ? link('findings/unit=' + i + '&grade=0', num(U.must[i])) : count(0); }},
        {name: '建议改', num: 1, get: function (i) { return U.should[i]; }}, {name: '请核对', num: 1, get: function (i) { return U.look[i]; }},
        {name: '跨报告', num: 1, get: function (i) { return U.crossed[i]; }, cell: function (i) { return U.crossed[i] ? link('crossed/unit=' + i, num(U.crossed[i])) : count(0); }},
        {name: '豁免', num: 1, get: function (i) { return U.waived[i]; }}, {name: '打不开', num: 1, get: function (i) { return U.failed[i]; }}
      ];
      if (before) columns.push({name: '上次必改', num: 1, get: function (i) { return U.before[i]; }});
      columns.push({name: '核对比例', num: 1, get: function (i) { return U.reports[i] ? share(U.checked[i], U.read[i] - U.identifiers[i]) : null; }, cell: function (i) { return U.reports[i] ? coverageCell(U.read[i], U.checked[i], U.identifiers[i]) : null; }});
      if (listed) columns.push({name: '还没报的', get: function (i) { return U.missing[i].join('、') || (U.listed[i] ? '' : '名册上没有'); }});
      return table('units', {title: '单位', rows: U.name.length, unit: '个单位', search: '单位名', text: function (i) { return U.name[i] + U.printed[i] + U.region[i]; }, columns: columns, start: [3, -1], empty: '没有单位。', filters: [{key: 'region', any: '全部地区', label: '按地区筛选', options: D.regions.map(function (r) { return [r, r || '地区未写明']; }), test: function (i, v) { return U.region[i] === v; }}]});
    },
    rules: function () {
      return table('rules', {title: '规则', note: '查出问题的规则', rows: R.title.length, unit: '条规则', search: '规则名或编号', text: function (i) { return R.title[i] + R.rule[i]; }, start: [3, -1], empty: '没有规则查出问题。', columns: [
        {name: '规则', kind: 'wide', get: function (i) { return R.title[i]; }, cell: function (i) { return make('span', '', null, link((R.crossing[i] ? 'crossed/rule=' : 'findings/rule=') + i, R.title[i]), make('span', 'sub', R.rule[i] + (R.crossing[i] ? '　跨报告' : ''))); }},
        {name: '必改', num: 1, strong: 1, get: function (i) { return R.must[i]; }}, {name: '建议改', num: 1, get: function (i) { return R.should[i]; }}, {name: '两项合计', num: 1, get: function (i) { return R.must[i] + R.should[i]; }}, {name: '请核对', num: 1, get: function (i) { return R.look[i]; }}, {name: '说明', num: 1, get: function (i) { return R.note[i]; }}, {name: '豁免', num: 1, get: function (i) { return R.waived[i]; }},
        {name: '牵涉报告', num: 1, get: function (i) { return R.reports[i]; }}, {name: '牵涉单位', num: 1, get: function (i) { return R.units[i]; }},
        {name: '例子', kind: 'wide', cell: function (i) { return R.example[i].message; }}
      ], after: [notRun]});
    },
    reports: function () {
      var rank = ranks(U.name);
      return table('reports', {title: '报告', note: '计入的报告', rows: F.path.length, unit: '份', search: '报告名或单位', text: function (i) { return F.path[i] + F.title[i] + U.name[F.unit[i]]; }, start: [4, -1], empty: '没有读出报告。', filters: [
        {key: 'state', any: '全部状态', label: '按状态筛选', options: [['must', '有必改的'], ['look', '没有必改、有要核对的'], ['ok', '没有对不上的']], test: function (i, v) { return state(i) === v; }},
        {key: 'unit', any: '全部单位', label: '按单位筛选', options: byName(U.name), test: function (i, v) { return F.unit[i] === +v; }},
        {key: 'year', any: '全部年度', label: '按年度筛选', options: options(D.years), test: function (i, v) { return F.year[i] === +v; }},
        {key: 'kind', any: '全部种类', label: '按种类筛选', options: options(D.kinds), test: function (i, v) { return F.kind[i] === +v; }}
      ], columns: [
        {name: '单位', get: function (i) { return rank[F.unit[i]]; }, cell: function (i) { return U.name[F.unit[i]]; }},
        {name: '报告', kind: 'wide', get: function (i) { return F.path[i]; }, cell: function (i) { return make('span', '', null, link('report/' + i, F.path[i]), F.title[i] ? make('span', 'sub', F.title[i]) : null); }},
        {name: '年度', kind: 'nw', get: function (i) { return D.years[F.year[i]]; }}, {name: '种类', kind: 'nw', get: function (i) { return D.kinds[F.kind[i]]; }},
        {name: '必改', num: 1, strong: 1, get: function (i) { return F.must[i]; }}, {name: '建议改', num: 1, get: function (i) { return F.should[i]; }}, {name: '请核对', num: 1, get: function (i) { return F.look[i]; }}, {name: '跨报告', num: 1, get: function (i) { return across[i]; }}, {name: '豁免', num: 1, get: function (i) { return F.waived[i]; }},
        {name: '核对比例', num: 1, get: function (i) { return share(F.checked[i], F.read[i] - F.identifiers[i]); }, cell: function (i) { return coverageCell(F.read[i], F.checked[i], F.identifiers[i]); }},
        {name: '状态', get: function (i) { return {must: 0, look: 1, ok: 2}[state(i)]; }, cell: function (i) { var s = state(i); return marked('st ' + s, s, STATES[s]); }}
      ]});
    },
    findings: function () {
      var rank = ranks(U.name), single = [];
      R.title.forEach(function (t, n) { if (!R.crossing[n]) single.push([String(n), t]); });
      return table('findings', {title: '问题', rows: P.report.length, unit: '处', search: '问题、原文或报告名', need: true, start: [0, 1], empty: '没有发现对不上的数。对得上只说明前后一致，不等于数字属实。',
        prepare: function (tell) {
          var done = 0, all = [];
          for (var n = 0; n < D.parts; n++) all.push(part(n).then(function () { tell('正在取出字句 ' + ++done + '/' + D.parts); }));
          return Promise.all(all);
        },
        text: function (i) { var w = parts[Math.floor(i / D.step)].made, at = i % D.step; return w.message[at] + w.sentence[at] + w.quote[at] + F.path[P.report[i]] + U.name[F.unit[P.report[i]]]; },
        filters: [
          {key: 'grade', any: '全部轻重', label: '按轻重筛选', options: D.grades.map(function (g, n) { return [String(n), g[1]]; }).concat([['waived', '已豁免']]), test: function (i, v) { return v === 'waived' ? waived[i] : !waived[i] && P.grade[i] === +v; }},
          {key: 'unit', any: '全部单位', label: '按单位筛选', options: byName(U.name), test: function (i, v) { return F.unit[P.report[i]] === +v; }},
          {key: 'rule', any: '全部规则', label: '按规则筛选', options: single, test: function (i, v) { return P.rule[i] === +v; }},
          {key: 'year', any: '全部年度', label: '按年度筛选', options: options(D.years), test: function (i, v) { return F.year[P.report[i]] === +v; }}
        ], columns: [
          {name: '轻重', get: function (i) { return P.grade[i] + (waived[i] ? 10 : 0); }, cell: function (i) { return waived[i] ? make('span', 'tag', '已豁免') : severity(P.grade[i]); }},
          {name: '单位', get: function (i) { return rank[F.unit[P.report[i]]]; }, cell: function (i) { return U.name[F.unit[P.report[i]]]; }},
          {name: '报告', kind: 'wide', get: function (i) { return P.report[i]; }, cell: function (i) { return make('span', '', null, link('report/' + P.report[i] + '/' + i, base(F.path[P.report[i]])), make('span', 'sub', words(i).place)); }},
          {name: '问题', kind: 'wide', cell: function (i) { var w = words(i); return make('span', GRADES[P.grade[i]], w.message, w.sentence || w.quote ? make('span', 'sub', null, about(w.sentence, w.quote, 'q')) : null); }},
          {name: '规则', kind: 'wide', get: function (i) { return P.rule[i]; }, cell: function (i) { return R.title[P.rule[i]]; }}
        ]});
    },
    crossed: function () {
      var C = D.crossed, used = R.title.map(function (t, n) { return [String(n), t]; }).filter(function (o) { return R.crossing[+o[0]]; }), named = {};
      C.forEach(function (c) { c.units.forEach(function (u) { named[u] = true; }); });
      return table('crossed', {title: '跨报告', note: '几份报告放在一起才看得出的', rows: C.length, unit: '处', search: '问题、单位或原文', start: [0, 1], empty: '没有跨报告的问题。', text: function (i) { return C[i].message + C[i].units.map(function (u) { return U.name[u]; }).join() + C[i].cites.map(function (c) { return c.join(); }).join(); },
        filters: [
          {key: 'grade', any: '全部轻重', label: '按轻重筛选', options: D.grades.map(function (g, n) { return [String(n), g[1]]; }).concat([['waived', '已豁免']]), test: function (i, v) { return v === 'waived' ? !!C[i].waived : !C[i].waived && C[i].grade === +v; }},
          {key: 'rule', any: '全部规则', label: '按规则筛选', options: used, test: function (i, v) { return C[i].rule === +v; }},
          {key: 'unit', any: '全部单位', label: '按单位筛选', options: byName(U.name).filter(function (o) { return named[o[0]]; }), test: function (i, v) { return C[i].units.indexOf(+v) >= 0; }}
        ], columns: [
          {name: '轻重', get: function (i) { return C[i].grade + (C[i].waived ? 10 : 0); }, cell: function (i) { return C[i].waived ? make('span', 'tag', '已豁免：' + C[i].waived) : severity(C[i].grade); }},
          {name: '单位', get: function (i) { return C[i].units.length ? U.name[C[i].units[0]] : ''; }, cell: function (i) { var all = C[i].units.map(function (u) { return U.name[u]; }); return all.slice(0, 6).join('、') + (all.length > 6 ? ' 等 ' + all.length + ' 个' : ''); }},
          {name: '年度', kind: 'nw', get: function (i) { return C[i].year; }},
          {name: '问题', kind: 'wide', cell: function (i) { var c = C[i]; return make('span', '', c.message, c.working ? make('span', 'sub', c.working) : null, c.note ? make('span', 'sub', c.note) : null, cites(c)); }},
          {name: '规则', kind: 'wide', get: function (i) { return R.title[C[i].rule]; }, cell: function (i) { return make('span', '', R.title[C[i].rule], make('span', 'sub', C[i].basis)); }}
        ]});
    },
    files: function () {
      var L = D.left;
      return table('files', {title: '没有计入的文件', rows: L.length, unit: '个文件', search: '文件名、单位或原因', start: [2, 1], empty: '收到的文件都计入了。', text: function (i) { return L[i].join(' '); },
        filters: [{key: 'why', any: '全部情形', label: '按情形筛选', options: Object.keys(LEFT).map(function (k) { return [k, LEFT[k]]; }), test: function (i, v) { return L[i][3] === v; }}],
        columns: [
          {name: '文件', kind: 'wide', get: function (i) { return L[i][0]; }}, {name: '单位', get: function (i) { return L[i][1]; }},
          {name: '情形', get: function (i) { return Object.keys(LEFT).indexOf(L[i][3]); }, cell: function (i) { return LEFT[L[i][3]]; }},
          {name: '原因', kind: 'wide', get: function (i) { return L[i][4]; }, cell: function (i) { return L[i][5] ? make('span', '', null, document.createTextNode(L[i][3] === 'duplicate' ? '内容相同，计入的是 ' : '有更新的一稿，计入的是 '), pathLink(L[i][5])) : L[i][4]; }}
        ], after: [missingTable, waiverTable]});
    }
  };
  function base(path) { return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1); }
  function pathLink(path) {
    return placeOf[path] == null ? document.createTextNode(path) : link('report/' + placeOf[path], path);
  }
  function cites(c) {
    // 同一份报告的几处写在一行；多了折起来
    var lines = [], at = Object.create(null);
    c.cites.forEach(function (one) {
      if (at[one[0]] == null) { at[one[0]] = lines.length; lines.push([one[0], []]); }
      var told = (one[1] ? one[1] : '') + (one[2] && one[2] !== one[0] ? '“' + one[2] + '”' : '');
      if (told) lines[at[one[0]]][1].push(told);
    });
    function list(some) {
      var ul = make('ul', 'cites sub');
      some.forEach(function (one) { ul.appendChild(make('li', '', null, pathLink(one[0]), document.createTextNode((one[1].length ? '　' : '') + one[1].slice(0, 8).join('、') + (one[1].length > 8 ? ' 等 ' + one[1].length + ' 处' : '')))); });
      return ul;
    }
    if (lines.length <= 4) return list(lines);
    return make('div', '', null, list(lines.slice(0, 3)), make('details', '', null, make('summary', 'sub', '另有 ' + (lines.length - 3) + ' 份报告'), list(lines.slice(3))));
  }
  function plainTable(title, note, heads, rows, kinds) {
    var body = make('tbody'), head = make('tr'), drawn = 0, more = make('button', 'btn more');
    heads.forEach(function (h, n) { head.appendChild(make('th', kinds[n] || '', h)); });
    function batch() {
      rows.slice(drawn, drawn + BATCH).forEach(function (row) {
        var tr = make('tr');
        row.forEach(function (cell, n) { tr.appendChild(make('td', kinds[n] || 'wide', typeof cell === 'number' ? num(cell) : cell)); });
        body.appendChild(tr);
      });
      drawn += BATCH;
      more.hidden = drawn >= rows.length;
      more.textContent = '再显示 100 行（还有 ' + num(rows.length - drawn) + ' 行）';
    }
    more.type = 'button';
    more.addEventListener('click', batch);
    batch();
    return make('section', 'card', null, make('h2', '', title, make('small', '', note)), make('div', 'scroll', null, make('table', 't', null, make('thead', '', null, head), body)), more);
  }
  function notRun() {
    if (!D.notRun.report.length) return plainTable('没能核对的规则', '没有', [], [], []);
    var by = {}, N = D.notRun;
    N.report.forEach(function (r, n) {
      var k = N.rule[n] + ' ' + N.reason[n];
      by[k] = by[k] || [D.notRunRules[N.rule[n]], D.reasons[N.reason[n]], 0, 0];
      by[k][2] += r < 0 ? 0 : 1;
      by[k][3] += N.times[n];
    });
    var rows = Object.values(by).sort(function (a, b) { return b[2] - a[2]; });
    return plainTable('没能核对的规则', '在一些报告上跳过了，原因在后面', ['规则', '原因', '报告（0：各报告之间）', '处数'], rows, ['', '', 'n', 'n']);
  }
  function missingTable() {
    if (!D.expected) return null;
    return plainTable('名册上还没报的', D.missing.length ? '应报 ' + num(D.expected) + ' 份，缺 ' + num(D.missing.length) + ' 份' : '都报了', D.missing.length ? ['单位', '地区', '年度', '说明'] : [], D.missing, []);
  }
  function waiverTable() {
    if (!D.waivers.length) return null;
    return plainTable('豁免', '记着原因，仍然列出，只是不算进必改、建议改里', ['单位', '规则', '原因', '这次用到'], D.waivers, ['', '', '', 'n']);
  }

  /* 一份报告 */
  var starts;
  function report(i, at) {
    var box = $('v-report');
    box.textContent = '';
    if (!starts) {
      starts = [];
      P.report.forEach(function (r, n) { if (starts[r] == null) starts[r] = n; });
    }
    var own = [];
    if (starts[i] != null) for (var n = starts[i]; P.report[n] === i; n++) own.push(n);
    own.sort(function (a, b) { return (waived[a] ? 10 : 0) + P.grade[a] - (waived[b] ? 10 : 0) - P.grade[b] || a - b; });
    var title = make('h1', 'title', base(F.path[i])), back = link(origin, '回到表里', 'btn'), acts = make('span', 'acts', null, back);
    title.tabIndex = -1;
    [[-1, '上一份'], [1, '下一份']].forEach(function (step) {
      var j = neighbour(i, step[0]), a = j == null ? null : link('report/' + j, step[1], 'btn');
      if (a) acts.appendChild(a);
    });
    var checked = F.checked[i], s = state(i);
    var facts = [U.printed[F.unit[i]], D.years[F.year[i]], D.kinds[F.kind[i]], F.path[i]];
    var line = make('p', 'facts', null, marked('st ' + s, s, STATES[s]));
    if (across[i]) line.appendChild(make('b', '', '另有跨报告的问题 ' + num(across[i]) + ' 处'));
    facts.forEach(function (f) { if (f) line.appendChild(make('span', '', f)); });
    var numbers = '读出 ' + num(F.read[i]) + ' 处数：核对了 ' + num(checked) + ' 处（其中对不上 ' + num(F.contradicted[i]) + ' 处），没有可核对的关系 ' + num(F.unchecked[i]) + ' 处，没读懂 ' + num(F.unread[i]) + ' 处，编号年份 ' + num(F.identifiers[i]) + ' 处。';
    box.appendChild(make('section', 'card', null, make('div', 'head', null, make('small', '', '一份报告'), acts), title, F.title[i] ? make('p', 'sub', '开头：' + F.title[i]) : null, line, make('p', 'foot', numbers)));
    var list = make('div');
    box.appendChild(list);
    if (!own.length) list.appendChild(make('section', 'card', null, make('p', '', '没有发现对不上的数。对得上只说明前后一致，不等于数字属实。')));
    var cited = D.crossed.filter(function (c) { return c.cites.some(function (one) { return one[0] === F.path[i]; }); });
    if (cited.length) {
      box.appendChild(make('section', 'card', null, make('h2', '', '和别的报告放在一起看', make('small', '', num(cited.length) + ' 处'))));
      cited.forEach(function (c) { box.appendChild(finding(c.waived ? null : c.grade, c, R.title[c.rule] + '（' + R.rule[c.rule] + '）', cites(c))); });
    }
    var skipped = [];
    D.notRun.report.forEach(function (r, n) { if (r === i) skipped.push([D.notRunRules[D.notRun.rule[n]], D.reasons[D.notRun.reason[n]], D.notRun.times[n]]); });
    if (skipped.length) box.appendChild(plainTable('在这份报告上没能核对的规则', '', ['规则', '原因', '处数'], skipped, ['', '', 'n']));
    need(own).then(function () {
      own.forEach(function (n) {
        var e = finding(waived[n] ? null : P.grade[n], words(n), R.title[P.rule[n]] + '（' + R.rule[P.rule[n]] + '）');
        e.id = 'f' + n;
        list.appendChild(e);
      });
      var to = at && $('f' + at);
      if (to) { to.tabIndex = -1; to.scrollIntoView({block: 'center'}); to.focus({preventScroll: true}); }
    }).catch(function () { failed(list); });
    return title;
  }
  function finding(grade, w, rule, more) {
    var e = make('article', 'f ' + (grade == null ? 'waived' : GRADES[grade])), row = make('div', 'row'), dl = make('dl');
    row.appendChild(grade == null ? make('span', 'tag', '已豁免：' + w.waived) : severity(grade));
    if (w.number) row.appendChild(make('span', '', '第 ' + w.number + ' 处'));
    if (w.place) row.appendChild(make('span', '', w.place));
    e.appendChild(row);
    e.appendChild(make('h2', '', w.message));
    function add(name, node, kind) {
      if (!node || node === '') return;
      dl.appendChild(make('dt', '', name));
      dl.appendChild(node.nodeType ? make('dd', kind, null, node) : make('dd', kind, node));
    }
    add('原文', w.sentence || w.quote ? about(w.sentence || '', w.quote, 'q') : '');
    add('怎么算的', w.working);
    add('怎么改', w.repair, 'fix');
    add('说明', w.note);
    add('在哪些报告', more);
    add('依据', w.basis);
    add('规则', rule);
    e.appendChild(dl);
    return e;
  }
  function neighbour(i, step) {
    var order = views.reports ? views.reports.order() : null, at = order ? order.indexOf(i) : -1;
    var j = at >= 0 ? order[at + step] : i + step;
    return j >= 0 && j < F.path.length ? j : null;
  }

  /* 换着看 */
  var NAMES = [['overview', '总览'], ['units', '单位', U.name.length], ['rules', '规则', R.title.length], ['reports', '报告', F.path.length], ['findings', '问题', P.report.length], ['crossed', '跨报告', D.crossed.length], ['files', '没有计入的', D.left.length]];
  var views = {}, origin = 'reports', current = '';
  NAMES.forEach(function (v) {
    var a = link(v[0], v[1]);
    a.dataset.view = v[0];
    if (v[2] != null) a.appendChild(make('small', '', num(v[2])));
    $('nav').appendChild(a);
  });
  function show(first) {
    var hash = location.hash.slice(1), name = hash.split('/')[0], rest = hash.slice(name.length + 1), focus = null;
    if (name === 'main') { $('main').focus(); return; }
    if (name !== 'report' && !NAMES.some(function (v) { return v[0] === name; })) name = 'overview';
    if (name === 'report' && F.path[parseInt(rest, 10)] == null) name = 'overview';
    [].forEach.call(document.querySelectorAll('.view'), function (v) { v.hidden = v.id !== 'v-' + name; });
    [].forEach.call($('nav').children, function (a) { if (a.dataset.view === (name === 'report' ? origin.split('/')[0] : name)) a.setAttribute('aria-current', 'page'); else a.removeAttribute('aria-current'); });
    if (name === 'report') focus = report(parseInt(rest, 10), rest.split('/')[1]);
    else if (name !== 'overview') {
      var given = {};
      rest.split('&').forEach(function (pair) { var cut = pair.indexOf('='); if (cut > 0) { try { given[pair.slice(0, cut)] = decodeURIComponent(pair.slice(cut + 1)); } catch (_) { /* 网址抄坏了 */ } } });
      views[name] = views[name] || makers[name]();
      focus = views[name].show(given);
      origin = hash;
      views[name].note(hash);
    }
    current = name;
    if (!first) {
      window.scrollTo(0, 0);
      if (focus && !(name === 'report' && rest.indexOf('/') > 0)) focus.focus({preventScroll: true});
    }
    if (name === 'overview') charts.forEach(function (c) { c.resize(); });
  }
  window.addEventListener('hashchange', function () { show(false); });

  /* 按键 */
  document.addEventListener('keydown', function (e) {
    if (e.ctrlKey || e.metaKey || e.altKey || $('help').open) return;
    var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName);
    if (e.key === 'Escape') {
      if (typing && e.target.tagName === 'INPUT') { e.target.blur(); return; }
      if (current === 'report') location.hash = origin;
      return;
    }
    if (typing) return;
    if (e.key >= '1' && e.key <= '7') { location.hash = NAMES[+e.key - 1][0]; return; }
    if (e.key === '/') {
      var box = document.querySelector('.view:not([hidden]) input[type=search]');
      if (box) { e.preventDefault(); box.focus(); box.select(); }
    } else if (e.key === '?') $('help').showModal();
    else if (current === 'report' && /^[jk]$/i.test(e.key)) {
      var j = neighbour(parseInt(location.hash.split('/')[1], 10), /j/i.test(e.key) ? 1 : -1);
      if (j != null) location.hash = 'report/' + j;
    } else if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      var links = [].slice.call(document.querySelectorAll('.view:not([hidden]) > .card:first-child tbody tr')).map(function (tr) { return tr.querySelector('a'); }).filter(Boolean);
      if (!links.length || current === 'overview' || current === 'report') return;
      e.preventDefault();
      var row = document.activeElement && document.activeElement.closest && document.activeElement.closest('tbody tr');
      var at = row ? links.indexOf(row.querySelector('a')) : -1;
      at = Math.max(0, Math.min(links.length - 1, at + (e.key === 'ArrowDown' ? 1 : -1)));
      links.forEach(function (a, n) { a.closest('tr').classList.toggle('at', n === at); });
      links[at].focus();
    }
  });
  $('keys').addEventListener('click', function () { $('help').showModal(); });
  $('helpclose').addEventListener('click', function () { $('help').close(); });
  $('print').addEventListener('click', function () { window.print(); });
  var later;
  window.addEventListener('resize', function () { clearTimeout(later); later = setTimeout(function () { if (current === 'overview') charts.forEach(function (c) { c.resize(); }); }, 120); });

  $('v-overview').hidden = false;
  lead(); heatControls(); heat(); tops(); unitsChart(); spread(); trend(); coverage(); missing(); printUnits();
  show(true);
  performance.mark('drawn');
  document.documentElement.dataset.drawn = String(Math.round(performance.now()));
})();
