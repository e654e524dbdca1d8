// Who can open which page, in the demo company.
export const VISITS = [
  { login: 'EMP0049', role: 'Employee', pages: ['/', '/targets', '/targets?year=1', '/review', '/help', '/password', '/account/sessions', '/account/data'] },
  { login: 'EMP0046', role: 'Manager', pages: ['/', '/targets', '/team', '/sets/852', '/sets/849', '/delegation', '/delegation/new', '/delegation/new?by=EMP0086', '/handed-over', '/help'] },
  {
    login: 'EMP0004',
    role: 'HR',
    pages: ['/', '/departments', '/departments?open=all', '/departments/sets', '/departments/sets?state=submitted_to_hr', '/sets/856', '/people',
      '/people/49', '/people/49/leaving', '/people/chart', '/people/chart?q=sato', '/people/chart?at=46', '/people/import', '/people/invitations', '/people/resets', '/people/transfers', '/people/transfers/new', '/people/transfers/new?who=EMP0049&manager=to&manager_no=EMP0046&on=2026-04-01', '/years', '/years/1', '/years/4', '/configuration', '/configuration/departments',
      '/configuration/departments/1', '/configuration/types', '/configuration/types/1', '/audit', '/audit?kind=person&id=49', '/reviews/1/corrections', '/delegation', '/delegation?show=uncovered', '/delegation?show=overdue', '/delegation?show=past',
      '/delegation/1', '/delegation/new', '/delegation/new?for=EMP0117', '/delegation/new?for=EMP0117&by=EMP0086', '/help'],
  },
  { login: 'EMP0002', role: 'Board', pages: ['/', '/departments/sets', '/sets/809'] },
  { login: 'EMP0001', role: 'General director', pages: ['/', '/people/resets', '/departments/sets', '/sets/809'] },
];

export const SIGNED_OUT = ['/sign-in', '/invitation/0123456789abcdef', '/set-up/0123456789abcdef', '/no-such-page'];
