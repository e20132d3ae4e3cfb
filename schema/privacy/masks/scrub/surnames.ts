/**
 * Chinese surnames: how a name is recognised that no field of the leg holds. A surname that is missing here is missed; a
 * word that begins like a surname is cut without need.
 */

const SINGLE =
  '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤方俞任袁柳' +
  '鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞' +
  '熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单' +
  '杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾' +
  '暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍' +
  '璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚' +
  '越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖涂佟覃岳闫亓仝冼岑邸苟';

const COMPOUND =
  '欧阳 司马 上官 诸葛 司徒 东方 独孤 南宫 慕容 皇甫 尉迟 公孙 令狐 长孙 宇文 夏侯 轩辕 端木 百里 呼延 闻人 澹台 申屠 太史 拓跋 完颜 第五 西门 公冶 濮阳 淳于 单于 钟离 左丘';

/** A surname, as the source of a regular expression. */
export const SURNAME = `(?:${COMPOUND.split(' ').join('|')}|[${SINGLE}])`;

/** Whether a name begins with a surname of two characters. */
export function hasCompoundSurname(name: string): boolean {
  return COMPOUND.split(' ').includes(name.slice(0, 2));
}
