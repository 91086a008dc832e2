export const CONFIG_OPTION = 'configuration file, JSON5; default $IMGATE_CONFIG, else ~/.imgate/imgate.json5';
