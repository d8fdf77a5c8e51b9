import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import {
  Activity,
  BookOpen,
  Building2,
  CircleUserRound,
  FilePlus2,
  HandHeart,
  House,
  Landmark,
  ListTree,
  ReceiptText,
  Route,
  ScrollText,
  Settings,
  ShieldCheck,
  Undo2,
  UserPlus,
  UserSearch,
} from 'lucide-react';
import { AccountMenu } from '../account/account-menu.tsx';
import { placesOf } from '../account/places-of.ts';
import { useMe } from '../account/use-me.ts';
import { Bell } from '../notification/bell.tsx';
import { useLayout } from '../ui/layout.ts';
import { type MenuEntry, MenuFrame } from '../ui/menu-frame.tsx';
import { TextSizeSwitch } from '../ui/text-size-switch.tsx';
import { HOTLINE } from './hotline.ts';
import { trpc } from './trpc.ts';

const HOME: MenuEntry = { to: '/', label: '首页', icon: House };
const POLICIES: MenuEntry = { to: '/policies', label: '单位保单查询', icon: ShieldCheck };

const BUSINESS: readonly MenuEntry[] = [
  POLICIES,
  { to: '/persons', label: '个人保单查询', icon: UserSearch },
  { to: '/supplements', label: '保单补充申请', icon: UserPlus },
];
const CLAIMS: MenuEntry = { to: '/claims', label: '给付申请', icon: HandHeart };
const MONEY: readonly MenuEntry[] = [
  { to: '/receipts', label: '到账核对', icon: Landmark },
  { to: '/refunds', label: '退款办理', icon: Undo2 },
];
const SETTINGS: MenuEntry = { to: '/society', label: '互助会设置', icon: Settings };
const SYSTEM: readonly MenuEntry[] = [
  { to: '/queues', label: '队列监控', icon: Activity },
  // A page of its own, served by the API (bull-board).
  { to: '/admin/queues', label: '原始队列', icon: ListTree, outside: true },
  { to: '/audit', label: '操作记录', icon: ScrollText },
];

/** The menu frame with the manual's menu (【互助保障】 → 【首页】 …). */
export function MenuShell() {
  const me = useMe();
  const { phone } = useLayout();
  const { business, society, money, settings, system } = placesOf(me);
  const list = useQuery({ ...trpc.application.list.queryOptions({}), enabled: business });
  const applications: MenuEntry = {
    to: '/applications',
    label: '参保申请',
    icon: FilePlus2,
    count: list.data?.counts.mine,
  };
  const supplements = useQuery({
    ...trpc.application.list.queryOptions({ list: 'supplement' }),
    enabled: business,
  });
  const progress: MenuEntry = {
    to: '/supplement-progress',
    label: '补充进度查询',
    icon: Route,
    count: supplements.data?.counts.mine,
  };
  const desk = useQuery({ ...trpc.invoice.desk.queryOptions({ tab: 'open' }), enabled: society });
  const waiting = desk.data?.counts;
  const invoices: MenuEntry = {
    to: '/invoices',
    label: '发票办理',
    icon: ReceiptText,
    count: waiting && (me.roles.includes('reviewer') ? waiting.early : waiting.open + waiting.overdue),
  };
  const unit = me.units[0];
  return (
    <MenuFrame
      product="互助保障"
      productOf="智慧工会管理系统"
      entries={[
        ...(business ? [HOME, applications] : []),
        ...(money ? MONEY : []),
        ...(society ? [invoices] : []),
        ...(business ? [...BUSINESS, progress, CLAIMS] : []),
        ...(settings ? [SETTINGS] : []),
        ...(system ? SYSTEM : []),
        { to: '/guide', label: '操作指引', icon: BookOpen },
      ]}
      bottomEntries={[
        ...(business ? [HOME, applications, { ...POLICIES, label: '保单查询' }] : SYSTEM),
        { to: '/account', label: '我的', icon: CircleUserRound },
      ]}
      place={
        <>
          <Building2 aria-hidden="true" />
          <span>{unit?.name ?? (business ? '互助会' : '系统运行')}</span>
          {me.units.length > 1 && !phone && <span className="hint small">{`等 ${me.units.length} 个单位`}</span>}
        </>
      }
      tools={
        <>
          <Bell />
          <TextSizeSwitch />
          <AccountMenu />
        </>
      }
      hotlineName="互助会热线"
      hotline={HOTLINE}
    >
      <Outlet />
    </MenuFrame>
  );
}
