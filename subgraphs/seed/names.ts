/**
 * Word lists from which invented people, shops, streets and goods are put together. No entry is a person's full name.
 */

export const FAMILY_NAMES = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢',
  '欧阳',
  '司马',
];

export const GIVEN_NAMES =
  '伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀兰 霞 平 刚 桂英 建华 文静 志强 晓东 雨桐 子涵 浩然 欣怡 梓轩 诗琪 宇航 佳怡 俊杰 雅婷 天佑 思远 若曦 嘉豪 婉清 景行 小满 国栋 春梅 海燕 玉兰 晨曦 一鸣 可欣'.split(
    ' ',
  );

export const SHOP_KINDS =
  '茶叶专营店 水果旗舰店 数码专营店 服饰旗舰店 童装店 母婴用品店 家居生活馆 图书专营店'.split(' ');

export const CHINESE_STREETS =
  '人民路 中山路 解放路 建设路 和平路 文化路 新华路 长江路 黄河路 学府路 滨江大道 科技园路 花园路 朝阳路 胜利街 青年路 迎宾大道 园林路'.split(
    ' ',
  );

export const COMPOUNDS =
  '锦绣花园 阳光小区 翠湖苑 金域华府 幸福里 东方名苑 紫荆公寓 江南春城 书香门第 星河湾'.split(' ');

export const POLISH_STREETS =
  'ul. Długa,ul. Polna,ul. Leśna,ul. Ogrodowa,ul. Kwiatowa,ul. Szkolna,ul. Lipowa,ul. Krótka,ul. Słoneczna,al. Niepodległości'.split(
    ',',
  );

export const FOREIGN_STREETS = 'Station Road,Park Street,Garden Lane,Market Square,River Walk'.split(',');

/** Names that go together: given names and the family names of the same form. */
export interface NameLists {
  readonly familyFirst: boolean;
  readonly couples: readonly (readonly [given: readonly string[], family: readonly string[]])[];
}

export const POLISH_NAMES: NameLists = {
  familyFirst: false,
  couples: [
    [
      'Anna Katarzyna Małgorzata Agnieszka Barbara Ewa Magdalena Joanna Zofia Maja'.split(' '),
      'Nowak Kowalska Wiśniewska Wójcik Kamińska Lewandowska Zielińska Szymańska Dąbrowska Mazur'.split(' '),
    ],
    [
      'Piotr Krzysztof Andrzej Tomasz Paweł Jan Michał Marcin Jakub Łukasz'.split(' '),
      'Nowak Kowalski Wiśniewski Wójcik Kamiński Lewandowski Zieliński Szymański Dąbrowski Mazur'.split(' '),
    ],
  ],
};

export const FOREIGN_NAMES: Readonly<Record<string, NameLists>> = {
  PL: POLISH_NAMES,
  DE: simple('Lena Jonas Mia Felix Hannah Paul', 'Müller Schmidt Fischer Weber Becker Hoffmann'),
  GB: simple('Olivia Harry Amelia George Isla Oliver', 'Smith Taylor Brown Wilson Evans Walker'),
  US: simple('Emma Noah Ava Liam Sophia Mason', 'Johnson Miller Davis Garcia Clark Lewis'),
  JP: simple('葵 蓮 結衣 翔太 美咲 健一', '佐藤 鈴木 高橋 田中 渡辺 小林', true),
  KR: simple('서연 민준 지우 서준 하은 도윤', '김 이 박 최 정 강', true),
};

/** What is sold: name, grams, value in fen, and whether it is carried cold. */
export const GOODS: readonly (readonly [name: string, grams: number, valueFen: number, chilled?: true])[] = [
  ['女装连衣裙', 400, 19_900],
  ['男士运动鞋', 1100, 39_900],
  ['蓝牙耳机', 200, 29_900],
  ['手机壳', 90, 2_900],
  ['武夷岩茶礼盒', 800, 46_800],
  ['阳山水蜜桃', 2600, 12_800, true],
  ['烟台大樱桃', 1600, 15_800, true],
  ['海南贵妃芒', 4600, 8_900, true],
  ['阳澄湖大闸蟹', 2000, 58_800, true],
  ['儿童绘本套装', 1500, 9_800],
  ['保温杯', 450, 12_900],
  ['婴儿纸尿裤', 3900, 16_900],
  ['降压药品', 150, 8_600],
  ['血糖试纸', 180, 13_900],
  ['陶瓷餐具', 3200, 25_900],
  ['口红', 60, 31_000],
  ['机械键盘', 1200, 45_900],
  ['猫粮', 5000, 23_900],
  ['真丝围巾', 180, 26_900],
  ['无人机配件', 700, 68_000],
];

function simple(given: string, family: string, familyFirst = false): NameLists {
  return { familyFirst, couples: [[given.split(' '), family.split(' ')]] };
}
