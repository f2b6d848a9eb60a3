import './first';
import { mount } from 'svelte';
import './style/tokens.css';
import './style/type.css';
import './style/base.css';
import './style/paper.css';
import './style/inputs.css';
import App from './app/App.svelte';
import { watchPastes } from './controls/pastes';
import { watchStyles } from './controls/styled';
import { watchParts } from './controls/unfetched';

const place = document.getElementById('app');
if (place === null) throw new Error('The page has no place for the app.');
watchStyles();
watchParts();
watchPastes();
mount(App, { target: place });
