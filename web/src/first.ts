import { begin } from './app/ahead';

// imported before all else: what the address asks for is on its way while the rest of the page's start is read
begin();
